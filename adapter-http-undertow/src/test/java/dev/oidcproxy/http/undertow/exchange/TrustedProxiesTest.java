package dev.oidcproxy.http.undertow.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {

  private static final TrustedProxies TRUSTED =
      TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.1", "fd00::/8"));

  @Test
  void the_right_most_untrusted_address_is_the_clients() throws Exception {
    assertThat(client("10.0.0.1", "203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(client("10.0.0.1", "198.51.100.1, 203.0.113.7, 10.1.2.3")).isEqualTo("203.0.113.7");
    assertThat(client("10.0.0.1", "198.51.100.1", "203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(client("fd00::1", "2001:db8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
    assertThat(client("10.0.0.1", "203.0.113.7:4711")).isEqualTo("203.0.113.7");
    assertThat(client("10.0.0.1", "[2001:db8::7]:4711")).isEqualTo("2001:db8:0:0:0:0:0:7");
  }

  @Test
  void nobody_else_is_believed() throws Exception {
    assertThat(client("203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
    assertThat(client("11.0.0.1", "198.51.100.1")).isEqualTo("11.0.0.1");
    assertThat(client("10.0.0.1", "198.51.100.1, localhost")).isEqualTo("10.0.0.1");
    assertThat(client("10.0.0.1", "198.51.100.1, ")).isEqualTo("10.0.0.1");
    assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
    assertThat(client("10.0.0.1", "10.0.0.2")).isEqualTo("10.0.0.2");
  }

  @Test
  void a_range_is_an_address_with_an_optional_prefix() {
    for (String bad :
        List.of("", "x", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "10/8")) {
      assertThatThrownBy(() -> TrustedProxies.of(List.of(bad)))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String client(String peer, String... forwardedFor) throws Exception {
    return TRUSTED.client(InetAddress.getByName(peer), List.of(forwardedFor));
  }
}
