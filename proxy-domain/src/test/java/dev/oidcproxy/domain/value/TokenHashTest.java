package dev.oidcproxy.domain.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenHashTest {

  @Test
  void it_is_the_sha256_of_the_text_in_base64url() {
    // FIPS 180-2 appendix B.1
    assertThat(TokenHash.of("abc").value())
        .isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  }

  @Test
  void it_matches_its_token_only() {
    TokenHash hash = TokenHash.of("token");
    assertThat(hash.matches("token")).isTrue();
    assertThat(hash.matches("Token")).isFalse();
    assertThat(hash.matches("")).isFalse();
    assertThat(hash.matches(hash.value())).isFalse();
  }

  @Test
  void it_tells_nothing_of_its_token() {
    assertThat(TokenHash.of("my-token").toString()).doesNotContain("my-token");
  }
}
