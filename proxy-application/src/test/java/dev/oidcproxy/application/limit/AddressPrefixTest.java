package dev.oidcproxy.application.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
    "2001:db8:1:2::1, 2001:0DB8:0001:0002:0:0:0:0",
    "192.0.2.1, ::ffff:192.0.2.1",
    "fe80::1%1, fe80::2%1"
  })
  void they_are_one(String one, String other) {
    assertThat(AddressPrefix.of(one)).isEqualTo(AddressPrefix.of(other));
  }

  @ParameterizedTest
  @CsvSource({"2001:db8:1:2::1, 2001:db8:1:3::1", "192.0.2.1, 192.0.2.2", "::1, 127.0.0.1"})
  void they_are_two(String one, String other) {
    assertThat(AddressPrefix.of(one)).isNotEqualTo(AddressPrefix.of(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host.example", "a:b", ":::", "1.2.3.4:80"})
  void what_is_no_address_is_not_looked_up_and_stands_for_itself(String text) {
    assertThat(AddressPrefix.of(text).value()).isEqualTo(text);
  }

  @Test
  void it_is_short_whatever_the_address() {
    assertThat(AddressPrefix.of("2001:db8:1:2:3:4:5:6").value()).isEqualTo("20010db800010002");
  }
}
