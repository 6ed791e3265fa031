package dev.oidcproxy.domain.grant;

import static dev.oidcproxy.domain.grant.Grants.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.oidcproxy.domain.grant.Stage.Active;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class GrantTokensTest {

  private static final String ID = "A".repeat(22);
  private static final Duration WINDOW = Duration.ofSeconds(60);

  @Property(tries = 50)
  void codes_and_refresh_tokens_are_stable_and_never_collide(
      @ForAll @NotEmpty @AlphaChars String key) {
    Grant grant = Grants.active(ID, key);
    Set<Secret> seen = new HashSet<>(Set.of(grant.code()));
    for (int generation = 0; generation < 20; generation++) {
      Secret token = grant.refreshToken(generation);
      assertThat(seen.add(token)).isTrue();
      assertThat(Grants.active(ID, key).refreshToken(generation)).isEqualTo(token);
    }
    assertThat(Grants.active(ID, key).code()).isEqualTo(grant.code());
  }

  @Property(tries = 100)
  void another_grants_tokens_never_prove(
      @ForAll @NotEmpty @AlphaChars String key,
      @ForAll @NotEmpty @AlphaChars String otherKey,
      @ForAll @IntRange(max = 3) int generation) {
    Grant grant = rotated(ID, key, 3);
    Grant otherId = rotated("B".repeat(22), key, 3);
    Grant other = rotated(ID, otherKey, 3);
    assertThat(grant.proves(refresh(grant.refreshToken(generation)))).isTrue();
    assertThat(grant.proves(refresh(otherId.refreshToken(generation)))).isFalse();
    assertThat(grant.proves(code(otherId.code()))).isFalse();
    assertThat(grant.proves(refresh(other.refreshToken(generation))))
        .isEqualTo(key.equals(otherKey));
    assertThat(grant.proves(code(other.code()))).isEqualTo(key.equals(otherKey));
  }

  @Test
  void a_generation_that_was_never_issued_does_not_prove() {
    Grant grant = rotated(ID, "key", 2);
    assertThat(grant.proves(refresh(grant.refreshToken(2)))).isTrue();
    assertThat(grant.proves(refresh(grant.refreshToken(3)))).isFalse();
    assertThat(grant.proves(refresh(grant.refreshToken(999_999_999)))).isFalse();
  }

  @Test
  void refreshing_without_pause_does_not_make_a_grant_ever_larger() {
    Grant grant = rotated(ID, "key", 1000);
    Active active = grant.active().orElseThrow();
    assertThat(active.firstUses()).hasSize(100).containsKeys(900, 999);
    assertThat(grant.proves(refresh(grant.refreshToken(0)))).isTrue();
  }

  @Test
  void before_the_code_is_redeemed_no_refresh_token_proves() {
    Grant awaiting = Grants.awaiting(ID, "key");
    assertThat(awaiting.proves(refresh(awaiting.refreshToken(0)))).isFalse();
    assertThat(awaiting.active()).isEmpty();
  }

  @Test
  void a_proof_of_one_purpose_serves_no_other() {
    Grant grant = rotated(ID, "key", 2);
    String codeProof = code(grant.code()).proof();
    String refreshProof = refresh(grant.refreshToken(1)).proof();
    assertThat(grant.proves(new RefreshToken(grant.id(), 1, codeProof))).isFalse();
    assertThat(grant.proves(new RefreshToken(grant.id(), 2, refreshProof))).isFalse();
    assertThat(grant.proves(new AuthorizationCode(grant.id(), refreshProof))).isFalse();
    assertThat(RefreshToken.parse(grant.code().reveal())).isEmpty();
    assertThat(AuthorizationCode.parse(grant.refreshToken(0).reveal())).isEmpty();
  }

  @Property(tries = 1000)
  void no_text_makes_parsing_fail(@ForAll("almostTokens") String text) {
    assertThatCode(
            () -> {
              AuthorizationCode.parse(text);
              RefreshToken.parse(text);
            })
        .doesNotThrowAnyException();
  }

  @Property(tries = 500)
  void what_is_parsed_is_written_the_same_way_and_in_no_other(@ForAll("almostTokens") String text) {
    AuthorizationCode.parse(text)
        .ifPresent(c -> assertThat(c.grant().value() + "." + c.proof()).isEqualTo(text));
    RefreshToken.parse(text)
        .ifPresent(t ->
            assertThat(t.grant().value() + "." + t.generation() + "." + t.proof()).isEqualTo(text));
  }

  @Test
  void a_presented_token_is_not_seen_in_text() {
    Grant grant = rotated(ID, "key", 1);
    RefreshToken token = refresh(grant.refreshToken(1));
    AuthorizationCode code = code(grant.code());
    assertThat(token.toString()).doesNotContain(token.proof());
    assertThat(code.toString()).doesNotContain(code.proof());
    assertThat(grant.toString()).doesNotContain("key=key", "upstream access", "upstream refresh");
  }

  private static Grant rotated(String id, String key, int times) {
    Grant grant = Grants.active(id, key);
    for (int i = 0; i < times; i++) {
      grant = grant.rotated(grant.active().orElseThrow(), NOW, WINDOW);
    }
    return grant;
  }

  private static RefreshToken refresh(Secret token) {
    return RefreshToken.parse(token.reveal()).orElseThrow();
  }

  private static AuthorizationCode code(Secret code) {
    return AuthorizationCode.parse(code.reveal()).orElseThrow();
  }

  @Provide
  Arbitrary<String> almostTokens() {
    Arbitrary<String> ids = Arbitraries.of(ID, "A".repeat(21), "", "../..", "A".repeat(21) + "\n");
    Arbitrary<Optional<String>> generations =
        Arbitraries.of("0", "00", "-1", "+1", "1", "999999999", "2147483648", "\u0661", "1e3")
            .optional();
    Arbitrary<String> proofs = Arbitraries.of("B".repeat(43), "B".repeat(42), "", "=", "B\u0000");
    Arbitrary<String> shaped =
        Combinators.combine(ids, generations, proofs)
            .as((id, generation, proof) ->
                id + generation.map(g -> "." + g).orElse("") + "." + proof);
    return Arbitraries.oneOf(shaped, Arbitraries.strings());
  }
}
