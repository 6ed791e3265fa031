package dev.oidcproxy.application.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to the public internet, by the registries of special-purpose addresses
 * (RFC 6890 and what was added since). Of IPv6 only global unicast counts, and nothing in it that
 * carries an IPv4 address: whatever translates it may stand inside.
 */
final class PublicAddresses {

  private static final List<Block> NOT_PUBLIC_V4 =
      List.of(
          block(8, 0), // this network
          block(8, 10), // private
          block(10, 100, 64), // shared by the customers of a carrier
          block(8, 127), // loopback
          block(16, 169, 254), // link-local, and where clouds keep credentials
          block(12, 172, 16), // private
          block(24, 192, 0, 0), // protocol assignments
          block(24, 192, 0, 2), // documentation
          block(24, 192, 88, 99), // relays to 6to4
          block(16, 192, 168), // private
          block(15, 198, 18), // benchmarks
          block(24, 198, 51, 100), // documentation
          block(24, 203, 0, 113), // documentation
          block(32, 168, 63, 129, 16), // the platform behind every machine on Azure
          block(4, 224), // multicast
          block(4, 240)); // reserved, and broadcast

  private static final Block GLOBAL_UNICAST = block(3, 0x20);

  private static final List<Block> NOT_PUBLIC_V6 =
      List.of(
          block(23, 0x20, 0x01), // protocol assignments: Teredo, benchmarks, ORCHID and others
          block(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
          block(16, 0x20, 0x02), // 6to4
          block(20, 0x3f, 0xff)); // documentation

  private PublicAddresses() {}

  /** Bytes, and how many bits of them count. */
  private record Block(int bits, int[] prefix) {

    boolean contains(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int known = bit / 8 < prefix.length ? prefix[bit / 8] : 0;
        if (((known ^ address[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    // The JDK turns an IPv4-mapped address into the IPv4 one, which is then judged as that.
    return address instanceof Inet4Address
        ? NOT_PUBLIC_V4.stream().noneMatch(b -> b.contains(bytes))
        : isPublicV6(bytes);
  }

  private static boolean isPublicV6(byte[] bytes) {
    return GLOBAL_UNICAST.contains(bytes)
        && NOT_PUBLIC_V6.stream().noneMatch(b -> b.contains(bytes))
        && !isIsatap(bytes);
  }

  /** An interface identifier that is an IPv4 address, in any network (RFC 5214 section 6.1). */
  private static boolean isIsatap(byte[] bytes) {
    return (bytes[8] & 0xfd) == 0 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == (byte) 0xfe;
  }

  private static Block block(int bits, int... prefix) {
    return new Block(bits, prefix);
  }
}
