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

  @Test
  void only_an_https_url_is_a_metadata_document() {
    assertThat(new ClientId("https://app.example/client").isMetadataDocument()).isTrue();
    assertThat(new ClientId("http://app.example/client").isMetadataDocument()).isFalse();
    assertThat(new ClientId("client").isMetadataDocument()).isFalse();
  }
}
