package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.TokenHash;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticClientsReaderTest {

  private static Reading client() {
    return Reading.minimal()
        .and("static_clients.0.client_id", "app")
        .and("static_clients.0.redirect_uris", "http://127.0.0.1/callback,cursor://done");
  }

  private static Client only(Reading reading) {
    return reading.settings().staticClients().getFirst();
  }

  @Test
  void a_client_without_a_secret_is_public() {
    Client client = only(client().and("static_clients.0.name", "The app"));

    assertThat(client.id()).isEqualTo(new ClientId("app"));
    assertThat(client.metadata().redirectUris())
        .containsExactly(
            new RedirectUri("http://127.0.0.1/callback"), new RedirectUri("cursor://done"));
    assertThat(client.displayName()).isEqualTo("The app");
    assertThat(client.authentication()).isEqualTo(new ClientAuthentication.None());
    assertThat(client.origin()).isEqualTo(Client.Origin.CONFIGURED);
    assertThat(client.expired(java.time.Instant.parse("2999-01-01T00:00:00Z"))).isFalse();
  }

  @Test
  void a_client_with_a_secret_must_present_it() {
    assertThat(only(client().and("static_clients.0.client_secret", "canary")).authentication())
        .isEqualTo(
            new ClientAuthentication.SecretHash(
                TokenHash.of("canary"), Set.of(Transport.BASIC, Transport.POST)));
  }

  @ParameterizedTest
  @CsvSource({"client_secret_basic, BASIC", "client_secret_post, POST"})
  void a_method_says_where_the_secret_goes(String method, Transport transport) {
    assertThat(
            only(client()
                    .and("static_clients.0.client_secret", "canary")
                    .and("static_clients.0.token_endpoint_auth_method", method))
                .authentication())
        .isEqualTo(new ClientAuthentication.SecretHash(TokenHash.of("canary"), Set.of(transport)));
  }

  @Test
  void method_and_secret_must_agree() {
    assertThat(
            client()
                .and("static_clients.0.token_endpoint_auth_method", "client_secret_basic")
                .problems())
        .containsExactly(
            "static_clients.0.client_secret: is missing: token_endpoint_auth_method asks for one");
    assertThat(
            client()
                .and("static_clients.0.client_secret", "canary")
                .and("static_clients.0.token_endpoint_auth_method", "none")
                .problems())
        .containsExactly(
            "here: static_clients.0.token_endpoint_auth_method: is none, so remove client_secret,"
                + " or choose client_secret_basic");
  }

  @Test
  void an_id_and_a_redirect_uri_are_needed() {
    assertThat(Reading.minimal().and("static_clients.0.name", "x").problems())
        .containsExactly(
            "static_clients.0.client_id: is missing: the identifier this client will use",
            "static_clients.0.redirect_uris: is missing: where this client may be sent, at least"
                + " one URI");
  }

  @Test
  void two_clients_cannot_share_an_id() {
    assertThat(
            client()
                .and("static_clients.1.client_id", "app")
                .and("static_clients.1.redirect_uris", "https://app.example.com/")
                .problems())
        .containsExactly(
            "here: static_clients.1.client_id: is used by another static client: every client"
                + " needs its own");
  }

  @ParameterizedTest
  @CsvSource({
    "redirect_uris, javascript:alert(1)", "redirect_uris, http://app.example.com/",
    "client_id, ä", "token_endpoint_auth_method, private_key_jwt"
  })
  void a_value_that_cannot_be_used_is_a_problem(String key, String value) {
    assertThat(client().and("static_clients.0." + key, value).problems())
        .singleElement()
        .asString()
        .startsWith("here: static_clients.0." + key + ": must be ");
  }

  @Tag("S7")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user@app.example/cb",
        "https://app.example\\@evil.example/cb",
        "https://app.example%2f.evil.example/cb",
        "https://\u00e4pp.example/cb",
        "https://app.example/cb#f",
        "https://app.example/x/%2e%2e/cb",
        "https://app.example/cb%00",
        "http://localhost.evil/cb",
        "http://[::ffff:127.0.0.1]/cb",
        "https://2130706433./cb",
        "JavaScript:alert(1)",
        "data:text/html;x"
      })
  void the_operator_cannot_configure_what_nobody_may_register(String uri) {
    assertThat(client().and("static_clients.0.redirect_uris", uri).problems())
        .containsExactly(
            "here: static_clients.0.redirect_uris: must be https, loopback http or custom-scheme"
                + " URIs without fragment");
  }
}
