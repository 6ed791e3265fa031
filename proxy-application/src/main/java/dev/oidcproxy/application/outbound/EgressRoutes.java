package dev.oidcproxy.application.outbound;

import dev.oidcproxy.application.config.EgressProxy;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Routes through the one proxy that the operator named, for every host that is not this machine.
 * Hosts that strangers choose are looked up and judged here, and the proxy is asked for the address
 * that was judged: a name it would look up again, and might find somewhere else.
 */
final class EgressRoutes implements HttpRoutePlanner, DnsResolver {

  private static final Pattern LOOPBACK =
      Pattern.compile("(?:.+\\.)?localhost\\.?|127(?:\\.\\d{1,3}){3}|\\[?::1]?");

  private static final int PROXY_LOGIN_REQUIRED = 407;

  private final HttpHost proxy;
  private final Optional<EgressProxy.Login> login;
  private final Optional<DnsResolver> judge;

  /**
   * @param judge looks up hosts that strangers choose, and may refuse; absent: the proxy looks up
   */
  EgressRoutes(EgressProxy proxy, Optional<DnsResolver> judge) {
    this.proxy = new HttpHost("http", proxy.host(), proxy.port());
    this.login = proxy.login();
    this.judge = judge;
  }

  @Override
  public HttpRoute determineRoute(HttpHost target, HttpContext context) throws HttpException {
    HttpHost host = RoutingSupport.normalize(target, DefaultSchemePortResolver.INSTANCE);
    boolean secure = host.getSchemeName().equalsIgnoreCase("https");
    if (LOOPBACK.matcher(host.getHostName().toLowerCase(Locale.ROOT)).matches()) {
      judged(host);
      return new HttpRoute(host, null, secure);
    }
    return new HttpRoute(judged(host), host, null, proxy, secure);
  }

  /** Connections go to the proxy or to loopback; whatever else is asked for was judged before. */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    return SystemDefaultDnsResolver.INSTANCE.resolve(host);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /**
   * What a request needs to be let through: the password at once, so that no challenge is asked.
   */
  HttpClientContext context() {
    HttpClientContext context = HttpClientContext.create();
    login.ifPresent(l -> {
      BasicScheme basic = new BasicScheme();
      basic.initPreemptive(
          new UsernamePasswordCredentials(l.user(), l.password().reveal().toCharArray()));
      context.resetAuthExchange(proxy, basic);
    });
    return context;
  }

  /** The trouble in words that name the setting, when it is the proxy's. */
  Optional<IOException> trouble(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused) {
        return Optional.of(new IOException(cause.getMessage()));
      }
      if (cause instanceof HttpHostConnectException connect && proxy.equals(connect.getHost())) {
        return Optional.of(new IOException("the proxy named by egress_proxy cannot be reached"));
      }
    }
    return Optional.empty();
  }

  /**
   * To be asked of every answer: what the proxy itself says in place of a host is none of the
   * host's.
   */
  void check(HttpRequest request, HttpClientContext context, int status) throws IOException {
    // Only a connection to the host itself is secured; a refused tunnel has not come so far.
    boolean tunnelled =
        !"https".equalsIgnoreCase(request.getScheme()) || context.getSSLSession() != null;
    if (status == PROXY_LOGIN_REQUIRED) {
      throw new Refused("the proxy named by egress_proxy refuses our user and password");
    }
    if (!tunnelled) {
      throw new Refused("the proxy named by egress_proxy refuses to connect us: status " + status);
    }
  }

  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private HttpHost judged(HttpHost host) throws HttpException {
    if (judge.isEmpty()) {
      return host;
    }
    try {
      InetAddress[] found = judge.get().resolve(host.getHostName());
      // Proxies without IPv6 are more common than ones without IPv4.
      InetAddress first =
          Arrays.stream(found).filter(Inet4Address.class::isInstance).findFirst().orElse(found[0]);
      return new HttpHost(host.getSchemeName(), first.getHostAddress(), host.getPort());
    } catch (UnknownHostException e) {
      throw new HttpException(e.getMessage(), e);
    }
  }
}
