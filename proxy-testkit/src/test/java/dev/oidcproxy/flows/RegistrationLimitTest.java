package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S23")
class RegistrationLimitTest {

  private static final String FIRST = "192.0.2.1";
  private static final String SECOND = "192.0.2.2";

  private final TestProxy proxy = TestProxy.of(TestSettings.simple().requestsPerMinute(5));

  @Test
  void s23_of_a_flood_from_one_address_only_what_is_allowed_is_written_down() {
    TestProxy usual = TestProxy.simple();

    long taken = 0;
    for (int i = 0; i < 10_000; i++) {
      taken += register(usual, FIRST, named("client " + i)).status() == 201 ? 1 : 0;
    }

    assertThat(taken).isEqualTo(120);
    assertThat(stored(usual)).isEqualTo(120);
  }

  @Test
  void s23_whoever_registers_too_often_is_told_when_to_come_back() {
    HttpResponse refused = flood(FIRST);

    Answers.assertRefused(refused, 429, "temporarily_unavailable");
    long wait = Long.parseLong(refused.headers().first("Retry-After").orElseThrow());
    assertThat(wait).isBetween(1L, 60L);
    proxy.clock().pass(Duration.ofSeconds(wait));
    assertThat(register(proxy, FIRST, named("later")).status()).isEqualTo(201);
    assertThat(proxy.world().events()).contains(new ProxyEvent.LimitReached("registration"));
  }

  @Test
  void a_client_that_registers_on_every_connect_is_never_limited() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(register(proxy, FIRST, named("one")).status()).isEqualTo(201);
    }
    flood(FIRST);

    assertThat(register(proxy, FIRST, named("one")).status()).isEqualTo(201);
    assertThat(stored(proxy)).isEqualTo(10);
  }

  @Test
  void s23_one_caller_leaves_room_for_others_at_a_shared_address() {
    for (int i = 0; i < 5; i++) {
      assertThat(register(proxy, FIRST, confidential("one")).status()).isEqualTo(201);
    }
    Answers.assertRefused(
        register(proxy, FIRST, confidential("one")), 429, "temporarily_unavailable");

    assertThat(register(proxy, FIRST, confidential("another")).status()).isEqualTo(201);
  }

  @Test
  void s23_other_addresses_are_not_punished() {
    flood(FIRST);
    flood("2001:db8:1:2::1");

    Answers.assertRefused(
        register(proxy, "2001:db8:1:2:3:4:5:6", named("x")), 429, "temporarily_unavailable");
    assertThat(register(proxy, SECOND, named("x")).status()).isEqualTo(201);
    assertThat(register(proxy, "2001:db8:1:3::1", named("y")).status()).isEqualTo(201);
  }

  @Test
  void s23_many_addresses_meet_the_ceiling_for_all() {
    for (int i = 0; i < 100; i++) {
      register(proxy, "198.51.100." + i, named("client " + i));
    }

    assertThat(stored(proxy)).isEqualTo(50);
    Answers.assertRefused(register(proxy, SECOND, named("x")), 429, "temporarily_unavailable");
  }

  @Test
  void what_is_refused_anyway_uses_up_nothing() {
    for (int i = 0; i < 100; i++) {
      Answers.assertRefused(
          register(proxy, FIRST, "{\"redirect_uris\":[\"http://x.example/\"]}"),
          400,
          "invalid_redirect_uri");
    }

    assertThat(register(proxy, FIRST, named("x")).status()).isEqualTo(201);
  }

  @Test
  void registrations_that_are_stored_nowhere_are_not_limited() {
    TestProxy stateless =
        TestProxy.of(TestSettings.simple().statelessClients().requestsPerMinute(1));

    for (int i = 0; i < 100; i++) {
      assertThat(register(stateless, FIRST, named("client " + i)).status()).isEqualTo(201);
    }
    assertThat(stored(stateless)).isZero();
  }

  /** Registers until it is refused. */
  private HttpResponse flood(String address) {
    return Stream.iterate(0, i -> i + 1)
        .limit(100)
        .map(i -> register(proxy, address, named("flood " + i)))
        .filter(response -> response.status() != 201)
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse register(TestProxy at, String address, String metadata) {
    return at.sendFrom(
        address, "POST", "/register", Map.of("Content-Type", "application/json"), metadata);
  }

  private static String named(String name) {
    return "{\"redirect_uris\":[\"https://client.example/cb\"],\"client_name\":\"" + name + "\"}";
  }

  private static String confidential(String name) {
    return named(name).replace("}", ",\"token_endpoint_auth_method\":\"client_secret_basic\"}");
  }

  private static long stored(TestProxy at) {
    try (var keys = at.world().store().keys("clients")) {
      return keys.count();
    }
  }
}
