package dev.oidcproxy.domain.grant;

import static dev.oidcproxy.domain.grant.Grants.NOW;
import static dev.oidcproxy.domain.grant.Grants.VERIFIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.ClientId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 6749 section 4.1.3 and RFC 7636 section 4.6. */
class CodeRedemptionTest {

  private static final String KEY = "the key of the grant";

  private final Grant grant = Grants.awaiting("A".repeat(22), KEY);
  private final CodeRedemption good = Grants.redemption(grant);

  @Test
  void the_right_code_makes_the_grant_active() {
    Redemption result = grant.redeem(good, NOW);
    assertThat(result)
        .isInstanceOfSatisfying(
            Redemption.Redeemed.class,
            redeemed -> assertThat(redeemed.next().active().orElseThrow().generation()).isZero());
  }

  @Test
  void the_redirect_uri_may_be_left_out_as_pkce_stands_in_for_it() {
    assertThat(grant.redeem(redirectUri(Optional.empty()), NOW))
        .isInstanceOf(Redemption.Redeemed.class);
  }

  @Test
  void every_wrong_part_is_invalid_grant() {
    Grant other = Grants.awaiting("B".repeat(22), KEY);
    Grant sameIdOtherKey = Grants.awaiting("A".repeat(22), "another key");
    refused(code(other), NOW);
    refused(code(sameIdOtherKey), NOW);
    refused(client("client-2"), NOW);
    refused(redirectUri(Optional.of("https://app.example/cb/")), NOW);
    refused(redirectUri(Optional.of("HTTPS://app.example/cb")), NOW);
    refused(verifier(VERIFIER + "x"), NOW);
    refused(verifier(VERIFIER.toLowerCase(Locale.ROOT)), NOW);
    refused(verifier(""), NOW);
  }

  @Test
  void before_consent_not_even_the_genuine_code_is_good_and_afterwards_it_lives_its_time() {
    Instant until = NOW.plusSeconds(600);
    Grant held = grant.held(Grants.authorized("A".repeat(22), KEY), until);
    assertThat(held.code()).isEqualTo(grant.code());
    assertThat(held.end()).isEqualTo(until);
    assertThatThrownBy(() -> held.redeem(good, NOW))
        .isInstanceOfSatisfying(
            OAuthException.class,
            e -> assertThat(e.error()).isInstanceOf(OAuthError.InvalidGrant.class));

    Grant consented = held.consented((Stage.AwaitingConsent) held.stage(), until);

    assertThat(consented.end()).isEqualTo(until.plus(Grant.CODE_LIFETIME));
    assertThat(consented.redeem(good, until)).isInstanceOf(Redemption.Redeemed.class);
  }

  @Test
  void a_code_lives_five_minutes() {
    Instant end = NOW.plus(Grant.CODE_LIFETIME);
    assertThat(Grant.CODE_LIFETIME).hasMinutes(5);
    assertThat(grant.redeem(good, end.minusNanos(1))).isInstanceOf(Redemption.Redeemed.class);
    refused(good, end);
  }

  @Test
  void a_mistake_does_not_burn_the_code() {
    refused(verifier("x".repeat(43)), NOW);
    assertThat(grant.redeem(good, NOW)).isInstanceOf(Redemption.Redeemed.class);
  }

  @Test
  void the_genuine_code_again_is_a_replay_whatever_else_is_wrong() {
    Grant active = Grants.active("A".repeat(22), KEY);
    Instant later = NOW.plusSeconds(3600);
    assertThat(active.redeem(good, later)).isEqualTo(new Redemption.Replayed());
    assertThat(active.redeem(verifier(""), later)).isEqualTo(new Redemption.Replayed());
  }

  @Test
  void neither_garbage_nor_another_client_replays_a_code() {
    Grant active = Grants.active("A".repeat(22), KEY);
    String garbage = "A".repeat(22) + "." + "A".repeat(43);
    CodeRedemption forged =
        new CodeRedemption(
            Grants.CLIENT,
            AuthorizationCode.parse(garbage).orElseThrow(),
            Optional.empty(),
            VERIFIER);
    assertThatThrownBy(() -> active.redeem(forged, NOW)).isInstanceOf(OAuthException.class);
    assertThatThrownBy(() -> active.redeem(client("client-2"), NOW))
        .isInstanceOf(OAuthException.class);
  }

  @Test
  void a_redemption_does_not_show_its_code_or_verifier() {
    assertThat(good.toString()).doesNotContain(VERIFIER, good.code().proof());
  }

  private void refused(CodeRedemption request, Instant at) {
    assertThatThrownBy(() -> grant.redeem(request, at))
        .isInstanceOfSatisfying(
            OAuthException.class,
            e -> assertThat(e.error()).isInstanceOf(OAuthError.InvalidGrant.class));
  }

  private CodeRedemption code(Grant from) {
    return new CodeRedemption(
        good.client(), Grants.redemption(from).code(), good.redirectUri(), VERIFIER);
  }

  private CodeRedemption client(String id) {
    return new CodeRedemption(new ClientId(id), good.code(), good.redirectUri(), VERIFIER);
  }

  private CodeRedemption redirectUri(Optional<String> uri) {
    return new CodeRedemption(good.client(), good.code(), uri, VERIFIER);
  }

  private CodeRedemption verifier(String verifier) {
    return new CodeRedemption(good.client(), good.code(), good.redirectUri(), verifier);
  }
}
