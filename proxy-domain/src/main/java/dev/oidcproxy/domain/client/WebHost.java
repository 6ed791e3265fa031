package dev.oidcproxy.domain.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Which hosts of http and https URIs every program reads alike: names, and addresses in their one
 * usual spelling. Browsers take octal, hexadecimal and short numbers for IPv4 addresses, Java takes
 * some of them for names or for other addresses.
 */
final class WebHost {

  /** Where a browser begins to look for a number: the last label is one, with or without a dot. */
  private static final Pattern NUMERIC = Pattern.compile("(?i)(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /** None of 0.0.0.0/8, which is no place but often reaches the machine itself. */
  private static final Pattern IPV4 = Pattern.compile("(?!0\\.)" + BYTE + "(?:\\." + BYTE + "){3}");

  /** No zone, which only one machine understands, and no IPv4 address inside. */
  private static final Pattern IPV6 = Pattern.compile("(?i)\\[[0-9a-f:]+\\]");

  private WebHost() {}

  /** False for the absence of a host, too. */
  static boolean unmistakable(String host) {
    if (host == null) {
      return false;
    }
    return host.startsWith("[")
        ? isUsualIpv6(host)
        : !NUMERIC.matcher(host).matches() || IPV4.matcher(host).matches();
  }

  /**
   * Loopback has one spelling, so that no other is taken for a host elsewhere; it and the address
   * of no place are among those that Java calls compatible with IPv4.
   */
  private static boolean isUsualIpv6(String host) {
    try {
      // An address in brackets is never looked up.
      return host.equals("[::1]")
          || (IPV6.matcher(host).matches()
              && InetAddress.getByName(host) instanceof Inet6Address address
              && !address.isIPv4CompatibleAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
