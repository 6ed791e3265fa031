package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("S18")
class PublicAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.0",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.0.0",
        "169.254.169.254",
        "169.254.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.0",
        "192.0.0.192",
        "192.0.0.255",
        "192.0.2.0",
        "192.0.2.255",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255"
      })
  void a_special_ipv4_address_is_not_public(String address) throws UnknownHostException {
    assertThat(isPublic(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "168.63.129.15",
        "168.63.129.17",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.88.98.1",
        "192.88.100.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.99.1",
        "203.0.112.1",
        "203.0.114.1",
        "223.255.255.255"
      })
  void the_ipv4_addresses_beside_them_are(String address) throws UnknownHostException {
    assertThat(isPublic(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "::8.8.8.8",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::8.8.8.8",
        "64:ff9b:1:ffff::1",
        "100::1",
        "1fff:ffff::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2001:db8:ffff::1",
        "2002::1",
        "2002:808:808::1",
        "2a00:1450::5efe:10.0.0.1",
        "2a00:1450::200:5efe:8.8.8.8",
        "3fff::1",
        "3fff:fff:ffff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1"
      })
  void a_special_ipv6_address_is_not_public(String address) throws UnknownHostException {
    assertThat(isPublic(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000::1",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111",
        "2a00:1450:4001::5efd:808:808",
        "3ffe::1",
        "3fff:1000::1"
      })
  void global_ipv6_addresses_are(String address) throws UnknownHostException {
    assertThat(isPublic(address)).isTrue();
  }

  @Property
  void no_ipv6_address_that_carries_an_ipv4_address_is_public(
      @ForAll @Size(4) byte[] v4, @ForAll @Size(12) byte[] rest) throws UnknownHostException {
    assertThat(isPublic(with(new byte[16], 12, v4))).isFalse();
    assertThat(isPublic(with(with(new byte[16], 8, bytes(0xff, 0xff)), 12, v4))).isFalse();
    assertThat(isPublic(with(with(new byte[16], 0, bytes(0, 0x64, 0xff, 0x9b)), 12, v4))).isFalse();
    byte[] random = with(new byte[16], 0, rest);
    assertThat(isPublic(with(with(random, 0, bytes(0, 0x64, 0xff, 0x9b, 0, 1)), 12, v4))).isFalse();
    assertThat(isPublic(with(with(random, 0, bytes(0x20, 0x02)), 2, v4))).isFalse();
    assertThat(isPublic(with(with(random, 0, bytes(0x20, 0x01, 0, 0)), 12, inverted(v4))))
        .isFalse();
    assertThat(isPublic(with(with(random, 8, bytes(0, 0, 0x5e, 0xfe)), 12, v4))).isFalse();
    assertThat(isPublic(with(with(random, 8, bytes(2, 0, 0x5e, 0xfe)), 12, v4))).isFalse();
  }

  @Property
  void a_mapped_ipv4_address_is_judged_as_what_it_is(@ForAll @Size(4) byte[] v4)
      throws UnknownHostException {
    byte[] mapped = with(with(new byte[16], 10, bytes(0xff, 0xff)), 12, v4);

    assertThat(isPublic(mapped)).isEqualTo(isPublic(v4));
  }

  @Property
  void whatever_the_platform_calls_local_is_not_public(@ForAll @Size(16) byte[] v6)
      throws UnknownHostException {
    for (byte[] bytes : new byte[][] {v6, Arrays.copyOf(v6, 4)}) {
      InetAddress address = InetAddress.getByAddress(bytes);
      if (address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || address.isLinkLocalAddress()
          || address.isSiteLocalAddress()
          || address.isMulticastAddress()) {
        assertThat(PublicAddresses.contain(address)).isFalse();
      }
    }
  }

  private static boolean isPublic(String literal) throws UnknownHostException {
    return PublicAddresses.contain(InetAddress.getByName(literal));
  }

  private static boolean isPublic(byte[] bytes) throws UnknownHostException {
    return PublicAddresses.contain(InetAddress.getByAddress(bytes));
  }

  private static byte[] with(byte[] address, int at, byte[] part) {
    byte[] changed = address.clone();
    System.arraycopy(part, 0, changed, at, part.length);
    return changed;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] inverted(byte[] bytes) {
    byte[] inverted = bytes.clone();
    for (int i = 0; i < bytes.length; i++) {
      inverted[i] = (byte) ~bytes[i];
    }
    return inverted;
  }
}
