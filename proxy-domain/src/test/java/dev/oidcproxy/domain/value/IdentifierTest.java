package dev.oidcproxy.domain.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.authorization.TransactionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

  private static final String ID = "AAAAAAAAAAAAAAAAAAAA_-";

  @Test
  void grants_and_transactions_are_named_by_128_bits_in_base64url() {
    assertThat(new GrantId(ID).value()).isEqualTo(ID);
    assertThat(new TransactionId(ID).value()).isEqualTo(ID);
    assertThat(TransactionId.wellFormed(ID)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAA\n",
        "AAAAAAAAAAAAAAAAAAAAAA\n",
        "../../../../etc/passwd"
      })
  void nothing_else_names_one(String text) {
    assertThatThrownBy(() -> new GrantId(text)).hasMessage("not a grant id");
    assertThatThrownBy(() -> new TransactionId(text)).hasMessage("not a transaction id");
    assertThat(TransactionId.wellFormed(text)).isFalse();
  }

  @Test
  void a_client_id_is_printable_ascii_of_bounded_length() {
    assertThat(ClientId.wellFormed("my client")).isTrue();
    assertThat(ClientId.wellFormed("a".repeat(2048))).isTrue();
    for (String bad : new String[] {"", "a".repeat(2049), "a\nb", "a\u0000", "é", "a\u007f"}) {
      assertThat(ClientId.wellFormed(bad)).isFalse();
      assertThatThrownBy(() -> new ClientId(bad)).hasMessage("not a client identifier");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/client",
        "https://App.Example:8443/oauth/client.json",
        "https://localhost/client.json",
        "https://xn--bcher-kva.example/a/b.c/..d/%7Ea",
        "https://app.example/client?version=1",
        "https://app.example//client/"
      })
  void an_https_url_of_a_host_with_a_path_is_a_metadata_document(String url) {
    assertThat(new ClientId(url).isMetadataDocument()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client",
        "http://app.example/client",
        "HTTPS://app.example/client",
        "https:/app.example/client",
        "https:app.example/client",
        "https:///client",
        "https://app.example",
        "https://app.example/",
        "https://app.example?client",
        "https://app.example/client#",
        "https://app.example/client#fragment",
        "https://user@app.example/client",
        "https://user:secret@app.example/client",
        "https://app.example@evil.example/client",
        "https://app.example\\@evil.example/client",
        "https://app.example/./client",
        "https://app.example/a/../client",
        "https://app.example/client/..",
        "https://app.example/%2e%2e/client",
        "https://app.example/.%2E/client",
        "https://app.example/%252e%252e/client",
        "https://app.example/a%2f..%2fclient",
        "https://app.example/a%5cclient",
        "https://app.example/a\\client",
        "https://app.example/a client",
        "https://app.example/%zz",
        "https://app.example/%",
        "https://app.example:/client",
        "https://app.example:65536/client",
        "https://app.example./client",
        "https://.app.example/client",
        "https://app..example/client",
        "https://-app.example/client",
        "https://app_1.example/client",
        "https://127.0.0.1/client",
        "https://2130706433/client",
        "https://0x7f000001/client",
        "https://0177.0.0.1/client",
        "https://127.1/client",
        "https://[::1]/client",
        "https://app.example/client?a#b",
        "https://app.example/client?a\\b"
      })
  void anything_else_is_none(String text) {
    assertThat(new ClientId(text).isMetadataDocument()).isFalse();
    assertThat(new ClientId(text).documentHost()).isEmpty();
  }

  @Test
  void the_host_of_a_metadata_document_is_in_lower_case() {
    assertThat(new ClientId("https://App.EXAMPLE:8443/client").documentHost())
        .contains("app.example");
  }
}
