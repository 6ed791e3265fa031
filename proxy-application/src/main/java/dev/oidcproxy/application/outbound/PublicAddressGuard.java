package dev.oidcproxy.application.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Where a URL that a stranger chose may lead: by https to port 443 of a host all of whose addresses
 * are public. It is the resolver of the connection itself, so a name is looked up once and what was
 * judged is what is connected to; the name still goes into SNI, the certificate check and the Host
 * header. Hosts that the operator named may be private, and listen on any port.
 */
public final class PublicAddressGuard implements DnsResolver {

  private static final int HTTPS = 443;

  /** What some resolvers read as a number: the last label is one, decimal, octal or hex. */
  private static final Pattern NUMERIC = Pattern.compile("(?i)(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");

  private final Set<String> privateHosts;
  private final DnsResolver names;

  /**
   * @param privateHosts names of hosts that may have private addresses
   */
  public PublicAddressGuard(Collection<String> privateHosts) {
    this(privateHosts, SystemDefaultDnsResolver.INSTANCE);
  }

  /**
   * @param names what the addresses of hosts are
   */
  public PublicAddressGuard(Collection<String> privateHosts, DnsResolver names) {
    this.privateHosts =
        privateHosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    this.names = names;
  }

  /**
   * To be asked before anything is looked up.
   *
   * @throws IOException when the URL may not be asked for
   */
  void check(URI uri) throws IOException {
    if (!"https".equalsIgnoreCase(uri.getScheme())
        || uri.getHost() == null
        || uri.getRawUserInfo() != null) {
      throw new IOException("only https URLs of a host are fetched");
    }
    boolean standard = uri.getPort() == -1 || uri.getPort() == HTTPS;
    if (!standard && !mayBePrivate(uri.getHost())) {
      throw new IOException("only port 443 is asked");
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    if (NUMERIC.matcher(host).matches() && !IPV4.matcher(host).matches()) {
      throw new UnknownHostException("a number is no host name");
    }
    InetAddress[] found = names.resolve(host);
    if (found == null || found.length == 0) {
      throw new UnknownHostException("the host has no address");
    }
    // One private address among public ones is enough: which of them is used, nobody knows before.
    if (!mayBePrivate(host) && !Arrays.stream(found).allMatch(PublicAddresses::contain)) {
      throw new UnknownHostException("the host has an address that is not public");
    }
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private boolean mayBePrivate(String host) {
    return privateHosts.contains(host.toLowerCase(Locale.ROOT));
  }
}
