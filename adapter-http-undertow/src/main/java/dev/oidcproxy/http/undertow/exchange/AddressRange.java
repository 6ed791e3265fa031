package dev.oidcproxy.http.undertow.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses in CIDR notation; without a prefix length, one address. */
record AddressRange(byte[] network, int prefix) {

  private static final Pattern LITERAL =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * @throws IllegalArgumentException when {@code text} is neither an address nor a range
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] network =
        address(slash < 0 ? text : text.substring(0, slash))
            .orElseThrow(IllegalArgumentException::new)
            .getAddress();
    int most = network.length * 8;
    int prefix = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > most) {
      throw new IllegalArgumentException();
    }
    return new AddressRange(network, prefix);
  }

  /** An address from its literal form; a name is none, so nothing is ever looked up. */
  static Optional<InetAddress> address(String literal) {
    if (!LITERAL.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(literal));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
