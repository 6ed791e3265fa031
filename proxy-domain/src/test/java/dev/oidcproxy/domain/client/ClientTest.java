package dev.oidcproxy.domain.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.client.ClientMetadata.GrantType;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {

  private static final RedirectUri URI = new RedirectUri("https://app.example/cb");
  private static final Set<GrantType> CODE = Set.of(GrantType.AUTHORIZATION_CODE);

  @Test
  void a_client_expires_at_its_instant_and_lives_on_when_renewed() {
    Client client = Clients.of("https://app.example/cb");
    Instant end = client.expiresAt();
    assertThat(client.expired(end.minusNanos(1))).isFalse();
    assertThat(client.expired(end)).isTrue();
    assertThat(client.renewedUntil(end.plusSeconds(1)).expired(end)).isFalse();
    assertThat(client.renewedUntil(end).equals(client)).isTrue();
  }

  @Test
  void a_client_without_a_name_is_called_by_its_id() {
    Client client = Clients.of("https://app.example/cb");
    assertThat(client.displayName()).isEqualTo("An app");
    Client nameless =
        new Client(
            client.id(),
            metadata(List.of(URI), Optional.empty(), CODE),
            client.authentication(),
            client.origin(),
            client.issuedAt(),
            client.expiresAt());
    assertThat(nameless.displayName()).isEqualTo("client-1");
  }

  @Test
  void a_client_has_one_to_ten_redirect_uris() {
    assertThat(metadata(Collections.nCopies(10, URI), Optional.empty(), CODE).redirectUris())
        .hasSize(10);
    refused(List.of(), Optional.empty(), CODE);
    refused(Collections.nCopies(11, URI), Optional.empty(), CODE);
  }

  @Test
  void every_client_uses_the_code_grant() {
    refused(List.of(URI), Optional.empty(), Set.of());
    refused(List.of(URI), Optional.empty(), Set.of(GrantType.REFRESH_TOKEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"An app", "Zoë's Werkzeug", "アプリ", "عميل", "Client <b>", "🤖 agent"})
  void a_name_may_be_in_any_script(String name) {
    assertThat(metadata(List.of(URI), Optional.of(name), CODE).name()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "a\u0000b",
        "a\nb",
        "a\u202egnp.exe",
        "a\u200bb",
        "a\u2066b",
        "a\ufeffb",
        "a\ud800b",
        "a\ue000b",
        "a\u2028b",
        "a\u2029b",
        "\u009b31m"
      })
  void a_name_that_hides_or_turns_text_is_refused(String name) {
    refused(List.of(URI), Optional.of(name), CODE);
  }

  @Test
  void a_name_has_an_end() {
    assertThat(metadata(List.of(URI), Optional.of("n".repeat(200)), CODE).name()).isPresent();
    refused(List.of(URI), Optional.of("n".repeat(201)), CODE);
  }

  private static void refused(List<RedirectUri> uris, Optional<String> name, Set<GrantType> types) {
    assertThatThrownBy(() -> metadata(uris, name, types))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ClientMetadata metadata(
      List<RedirectUri> uris, Optional<String> name, Set<GrantType> types) {
    return new ClientMetadata(
        uris,
        name,
        Optional.empty(),
        ApplicationType.NATIVE,
        types,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }
}
