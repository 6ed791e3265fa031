package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("S18")
class PublicAddressGuardTest {

  private final List<String> asked = new ArrayList<>();
  private final Names names = new Names();
  private final PublicAddressGuard guard =
      new PublicAddressGuard(List.of("Intranet.example"), names);

  private final class Names implements DnsResolver {
    private String[] addresses = {"1.1.1.1"};

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      asked.add(host);
      InetAddress[] found = new InetAddress[addresses.length];
      for (int i = 0; i < found.length; i++) {
        found[i] = InetAddress.getByName(addresses[i]);
      }
      return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  @Test
  void a_public_host_is_found() throws UnknownHostException {
    names.addresses = new String[] {"1.1.1.1", "2606:4700:4700::1111"};

    assertThat(guard.resolve("app.example")).hasSize(2);
  }

  @Test
  void one_private_address_among_public_ones_refuses_the_host() {
    for (String one : List.of("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1")) {
      names.addresses = new String[] {"1.1.1.1", one};

      assertThatExceptionOfType(UnknownHostException.class)
          .as(one)
          .isThrownBy(() -> guard.resolve("localtest.me"));
    }
  }

  @Test
  void a_name_is_looked_up_once_so_that_it_cannot_be_another_address_later() throws Exception {
    guard.resolve("app.example");

    assertThat(asked).containsExactly("app.example");
  }

  @Test
  void a_host_without_an_address_is_none() {
    names.addresses = new String[0];

    assertThatExceptionOfType(UnknownHostException.class)
        .isThrownBy(() -> guard.resolve("app.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0x7f000001",
        "0X7F.0.0.1",
        "017700000001",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "0x7f.1",
        "127.0.0.1.",
        "127.0.0.0x1",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.1.1.1",
        "0x",
        "app.0"
      })
  void a_number_in_any_spelling_is_not_even_looked_up(String host) {
    assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> guard.resolve(host));
    assertThat(asked).isEmpty();
  }

  @Test
  void only_a_host_that_the_operator_named_may_be_private() throws UnknownHostException {
    names.addresses = new String[] {"10.0.0.7"};

    assertThat(guard.resolve("intranet.EXAMPLE")).hasSize(1);
    for (String other : List.of("sub.intranet.example", "intranet.example.", "example")) {
      assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> guard.resolve(other));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example/a",
        "ftp://app.example/a",
        "file:///etc/passwd",
        "https:/a",
        "https://user@app.example/a",
        "https://user:secret@app.example/a",
        "https://app.example:22/a",
        "https://app.example:80/a",
        "https://app.example:8443/a",
        "https://app.example:0/a",
        "https://sub.intranet.example:8443/a"
      })
  void a_url_that_is_not_plain_https_is_refused_before_the_look_up(String url) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> guard.check(URI.create(url)));
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/a",
        "https://app.example:443/a",
        "https://intranet.example:8443/a",
        "HTTPS://INTRANET.example:22/a"
      })
  void https_is_asked_at_its_port_and_a_named_host_at_any(String url) {
    assertThatCode(() -> guard.check(URI.create(url))).doesNotThrowAnyException();
  }
}
