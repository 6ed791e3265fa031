package dev.oidcproxy.application.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whom an address stands for. Of IPv6 the first 64 bits, because whoever has one such address has
 * all of them. Of IPv4 the whole address: neighbours in a network are strangers to each other, and
 * whoever holds a whole network meets the ceiling that is the same for all.
 */
public record AddressPrefix(String value) {

  private static final int IPV6_BYTES = 8;

  /** The prefix of an IP address; a text that is none stands for itself. */
  public static AddressPrefix of(String address) {
    // Without a colon it is no IPv6 address, and with one it is never looked up as a name.
    if (address.indexOf(':') < 0) {
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
}
