package dev.oidcproxy.application.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Whom an address stands for. Of IPv6 the first 64 bits, because whoever has one such address has
 * all of them. Of IPv4 the whole address: neighbours in a network are strangers to each other, and
 * whoever holds a whole network meets the ceiling that is the same for all.
 */
public record AddressPrefix(String value) {

  /** That of what no request asks for, or one that was counted before. */
  public static final AddressPrefix NONE = new AddressPrefix("");

  private static final int IPV6_BYTES = 8;

  private static final Pattern IPV6 =
      Pattern.compile("[0-9a-fA-F:][0-9a-fA-F.]*:[0-9a-fA-F:.]*(?:%.*)?");

  /** The prefix of an IP address; a text that is none stands for itself. */
  public static AddressPrefix of(String address) {
    if (!mayBeIpv6(address)) {
      return new AddressPrefix(address);
    }
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return new AddressPrefix(
          parsed instanceof Inet6Address
              ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_BYTES))
              : parsed.getHostAddress());
    } catch (UnknownHostException e) {
      return new AddressPrefix(address);
    }
  }

  /** Whether it is read as a number; what is not would be looked up as a name. */
  static boolean mayBeIpv6(String address) {
    return IPV6.matcher(address).matches();
  }
}
