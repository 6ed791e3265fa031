package com.example.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.domain.client.ApplicationType;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.token.RotationPolicy.Decision;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.CodeChallenge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OwnServerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final OwnServer server = new OwnServer("http://127.0.0.1:*/callback");

  private final Client client =
      new Client(
          new ClientId("a-client"),
          new ClientMetadata(
              List.of(new RedirectUri("http://127.0.0.1/callback"), new RedirectUri("app:/back")),
              Optional.of("A client"),
              Optional.empty(),
              ApplicationType.NATIVE,
              Set.of(ClientMetadata.GrantType.AUTHORIZATION_CODE),
              Set.of(),
              Optional.empty(),
              Optional.empty()),
          new ClientAuthentication.None(),
          Client.Origin.REGISTERED,
          NOW,
          NOW.plusSeconds(60));

  @Test
  void a_program_on_this_machine_may_take_any_port_and_nothing_else() {
    assertThat(server.destination(client, "http://127.0.0.1:51234/callback"))
        .map(RedirectUri::value)
        .contains("http://127.0.0.1:51234/callback");
    assertThat(server.destination(client, "http://127.0.0.1:51234/other")).isEmpty();
    assertThat(server.destination(client, "http://127.0.0.1.evil.example/callback")).isEmpty();
    assertThat(server.destination(client, "app:/back")).as("registered, but no pattern").isEmpty();
  }

  @Test
  void a_code_is_for_whoever_asked_for_it() {
    String verifier = "a-code-verifier-of-at-least-43-characters-0123456789";

    assertThat(server.isSameClient(CodeChallenge.of(verifier).value(), verifier)).isTrue();
    assertThat(server.isSameClient(CodeChallenge.of(verifier).value(), verifier + "x")).isFalse();
    assertThat(server.isSameClient("not a challenge", verifier)).isFalse();
  }

  @Test
  void an_old_refresh_token_is_forgiven_for_a_minute_and_is_theft_afterwards() {
    Active login = new Active(2, new TreeMap<>(Map.of(2, NOW)), Optional.empty(), Optional.empty());

    assertThat(server.refresh(login, 2, NOW)).isEqualTo(Decision.ROTATE);
    assertThat(server.refresh(login, 1, NOW.plusSeconds(59))).isEqualTo(Decision.ANSWER_AGAIN);
    assertThat(server.refresh(login, 1, NOW.plusSeconds(60))).isEqualTo(Decision.REVOKE_FAMILY);
  }

  @Test
  void nothing_but_the_rules_is_on_the_class_path() {
    for (String other :
        List.of(
            "dev.oidcproxy.application.OAuthProxy",
            "com.google.inject.Guice",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "org.slf4j.Logger")) {
      assertThatExceptionOfType(ClassNotFoundException.class)
          .as(other)
          .isThrownBy(() -> Class.forName(other));
    }
  }
}
