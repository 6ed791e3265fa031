package dev.oidcproxy.application.outbound;

import dev.oidcproxy.application.config.EgressProxy;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.ClientCertificate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * {@link HttpTransport} on a pool of connections. Answers are taken as they come: compression is
 * neither asked for nor undone, so the size that is counted is the size there is. Nothing is sent
 * twice: whether to repeat a request only its caller can know.
 */
public final class PooledHttpTransport implements HttpTransport, AutoCloseable {

  private static final int MOST_CONNECTIONS = 200;
  private static final int LONGEST_HEADER_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 100;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<PooledHttpTransport> others = new CopyOnWriteArrayList<>();
  private final TrustedCertificates trusted;
  private final DnsResolver names;
  private final Optional<EgressRoutes> egress;
  private final CloseableHttpClient client;

  public PooledHttpTransport(TrustedCertificates trusted) {
    this(trusted, Optional.empty());
  }

  /**
   * @param proxy through which everything goes that does not stay on this machine
   */
  public PooledHttpTransport(TrustedCertificates trusted, Optional<EgressProxy> proxy) {
    this(
        trusted,
        SystemDefaultDnsResolver.INSTANCE,
        proxy.map(p -> new EgressRoutes(p, Optional.empty())));
  }

  /**
   * @param names what a host's addresses are; it may refuse
   * @param egress takes the place of {@code names} where it is
   */
  PooledHttpTransport(
      TrustedCertificates trusted, DnsResolver names, Optional<EgressRoutes> egress) {
    this(trusted, names, egress, Optional.empty());
  }

  private PooledHttpTransport(
      TrustedCertificates trusted,
      DnsResolver names,
      Optional<EgressRoutes> egress,
      Optional<ClientCertificate> own) {
    this.trusted = trusted;
    this.names = names;
    this.egress = egress;
    client =
        HttpClients.custom()
            .setConnectionManager(
                connections(trusted.context(own), egress.<DnsResolver>map(e -> e).orElse(names)))
            // Set rather than left alone: this route planner is the one that knows no proxy.
            .setRoutePlanner(
                egress
                    .<HttpRoutePlanner>map(e -> e)
                    .orElseGet(() -> new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE)))
            .setUserAgent("oidc-proxy")
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableConnectionState()
            .disableContentCompression()
            .disableCookieManagement()
            .disableRedirectHandling()
            .build();
  }

  @Override
  public Response send(Request request) throws IOException {
    HttpUriRequestBase outgoing = outgoing(request);
    // A thread of its own, because neither a name look-up nor a trickle of bytes ends in time
    // when it is only told how long to wait for the next byte.
    Future<Response> answer = threads.submit(() -> exchange(outgoing, request.maxBytes()));
    try {
      return answer.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("no complete answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an answer");
    } catch (ExecutionException e) {
      // The client's own limit is the same, so either of the two may be the first to notice.
      if (e.getCause() instanceof SocketTimeoutException) {
        throw new SocketTimeoutException("no complete answer in time");
      }
      throw egress
          .flatMap(through -> through.trouble(e))
          .orElseGet(() -> new IOException("no complete answer", e.getCause()));
    } finally {
      // A finished request has let go of its connection, so this ends unfinished ones only.
      outgoing.cancel();
    }
  }

  @Override
  public HttpTransport showing(ClientCertificate certificate) {
    PooledHttpTransport other =
        new PooledHttpTransport(trusted, names, egress, Optional.of(certificate));
    others.add(other);
    return other;
  }

  @Override
  public void close() {
    others.forEach(PooledHttpTransport::close);
    threads.shutdownNow();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response exchange(HttpUriRequestBase request, int maxBytes) throws IOException {
    HttpClientContext context =
        egress.map(EgressRoutes::context).orElseGet(HttpClientContext::create);
    try (ClassicHttpResponse response = client.executeOpen(null, request, context)) {
      if (egress.isPresent()) {
        egress.get().check(request, context, response.getCode());
      }
      byte[] body = body(response.getEntity(), maxBytes);
      if (body.length > maxBytes) {
        // Without this, closing would read all the rest to save the connection.
        request.cancel();
        throw new IOException("the answer is longer than " + maxBytes + " bytes");
      }
      return new Response(response.getCode(), headers(response), body);
    }
  }

  private static byte[] body(HttpEntity entity, int maxBytes) throws IOException {
    // The content is not closed here: it ends by itself, or with the connection.
    return entity == null ? new byte[0] : entity.getContent().readNBytes(maxBytes + 1);
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(header.getValue());
    }
    return headers;
  }

  private static HttpUriRequestBase outgoing(Request request) {
    HttpUriRequestBase outgoing = new HttpUriRequestBase(request.method(), request.uri());
    request.headers().forEach(outgoing::setHeader);
    // The content type is among the headers.
    request.body().ifPresent(body -> outgoing.setEntity(new ByteArrayEntity(body, null)));
    outgoing.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout(request.timeout()))
            .setResponseTimeout(timeout(request.timeout()))
            .setAuthenticationEnabled(false)
            .setProtocolUpgradeEnabled(false)
            .build());
    return outgoing;
  }

  private static PoolingHttpClientConnectionManager connections(SSLContext tls, DnsResolver names) {
    Http1Config limits =
        Http1Config.custom()
            .setMaxLineLength(LONGEST_HEADER_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
        .setDnsResolver(names)
        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.ofSeconds(10))
                .setTimeToLive(TimeValue.ofMinutes(5))
                // Nothing is sent twice, so a connection the other side closed must be noticed.
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build())
        .setMaxConnPerRoute(MOST_CONNECTIONS)
        .setMaxConnTotal(MOST_CONNECTIONS)
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }
}
