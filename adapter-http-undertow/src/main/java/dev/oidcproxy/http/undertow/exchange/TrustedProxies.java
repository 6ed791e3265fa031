package dev.oidcproxy.http.undertow.exchange;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The proxies in front of us whose {@code X-Forwarded-For} is believed. */
public final class TrustedProxies {

  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<AddressRange> ranges;

  private TrustedProxies(List<AddressRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * @param cidrs addresses and ranges, IPv4 and IPv6
   * @throws IllegalArgumentException when one is neither
   */
  public static TrustedProxies of(List<String> cidrs) {
    return new TrustedProxies(cidrs.stream().map(AddressRange::parse).toList());
  }

  boolean contains(InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whom a request comes from: each trusted proxy vouches for the address it appended, so the
   * right-most untrusted one is the last that anybody we trust has seen.
   *
   * @param forwardedFor every value of {@code X-Forwarded-For}, in order
   */
  String client(InetAddress peer, List<String> forwardedFor) {
    List<String> hops = new ArrayList<>();
    forwardedFor.forEach(value -> hops.addAll(List.of(value.split(",", -1))));
    InetAddress client = peer;
    for (int i = hops.size() - 1; i >= 0 && contains(client); i--) {
      Optional<InetAddress> hop = AddressRange.address(withoutPort(hops.get(i).strip()));
      if (hop.isEmpty()) {
        break;
      }
      client = hop.get();
    }
    return client.getHostAddress();
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      return hop.substring(1, Math.max(1, hop.indexOf(']')));
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}
