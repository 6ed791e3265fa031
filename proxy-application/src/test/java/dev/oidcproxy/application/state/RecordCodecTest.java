package dev.oidcproxy.application.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.oidcproxy.application.state.RememberedConsents.BrowserConsents;
import dev.oidcproxy.application.state.RememberedConsents.Forgotten;
import dev.oidcproxy.application.state.State.KeyPairRecord;
import dev.oidcproxy.application.state.State.KeyRingRecord;
import dev.oidcproxy.application.state.State.SealMark;
import dev.oidcproxy.application.state.State.UpstreamRevocation;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.Transaction.Step;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.TokenHash;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The JSON below lies in stores already written: what it says must be read for ever, and what is
 * written must be readable for the version before.
 */
class RecordCodecTest {

  private static final String METADATA =
      """
      "redirectUris":["https://app.example/cb"],%s"applicationType":"NATIVE",\
      "grantTypes":["AUTHORIZATION_CODE","REFRESH_TOKEN"],"scope":["b","a"]%s\
      """;
  private static final String CLIENT =
      """
      {"id":"client-1","metadata":{%s},"authentication":%s,"origin":"REGISTERED",\
      "issuedAt":"2026-01-01T00:00:00Z","expiresAt":"2026-01-01T01:00:00.500Z"}\
      """;
  private static final String PUBLIC_CLIENT =
      CLIENT.formatted(METADATA.formatted("", ""), "{\"method\":\"none\"}");
  private static final String CONFIDENTIAL_CLIENT =
      CLIENT.formatted(
          METADATA.formatted(
              "\"name\":\"An app\",\"uri\":\"An app\",",
              ",\"softwareId\":\"An app\",\"softwareVersion\":\"An app\""),
          "{\"method\":\"secret\",\"hash\":\"" + "H".repeat(43) + "\",\"transports\":[\"BASIC\"]}");

  private static final String TRANSACTION =
      """
      {"id":"TTTTTTTTTTTTTTTTTTTTTT","client":"client-1","redirectUri":"https://app.example/cb",\
      "state":"the state","challenge":"CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC",\
      "scope":["openid"],"resource":"https://mcp.example/mcp",\
      "binding":{"hash":"BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"},\
      "expiresAt":"2026-01-01T01:00:00.500Z","step":STEP}\
      """;
  private static final String AWAITING_LOGIN =
      """
      {"step":"awaiting_login","login":{"callback":"https://as.example/auth/callback",\
      "state":"sent state","nonce":"nonce","codeVerifier":"verifier","scope":["openid","email"]},\
      "approval":{"by":"given"}}\
      """;

  private static final String REMEMBERED_LOGIN =
      AWAITING_LOGIN.replace(
          "\"given\"",
          "\"remembered\",\"subjects\":[{\"issuer\":\"https://idp.example\",\"id\":\"user-1\"}]");

  private static final String REMEMBERED =
      """
      {"consents":[{"subject":{"issuer":"https://idp.example","id":"user-1"},"client":"client-1",\
      "registered":"%s",\
      "redirectUri":"https://app.example/cb","resource":"https://mcp.example/mcp",\
      "scope":["openid"],"since":"2026-01-01T00:45:00.500Z"}]}\
      """
          .formatted(TokenHash.of("https://app.example/cb").value());
  private static final String AWAITING_CONSENT =
      """
      {"stage":"awaiting_consent","redirectUri":"https://app.example/cb",\
      "challenge":"CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC",\
      "until":"2026-01-01T01:00:00.500Z"}\
      """;

  private static final String TOKENS =
      """
      {"accessToken":"access","refreshToken":"refresh","scope":["openid"],\
      "obtainedAt":"2026-01-01T00:00:00Z","expiresAt":"2026-01-01T01:00:00.500Z"}\
      """;
  private static final String GRANT =
      """
      {"id":"GGGGGGGGGGGGGGGGGGGGGG","key":"the key","client":"client-1",\
      "identity":{"issuer":"https://idp.example","subject":"user-1","name":"Ada",\
      "email":"ada@example.com","emailVerified":true,"groups":["staff"]},"scope":["openid"],\
      "resource":"https://mcp.example/mcp","upstream":%s,"createdAt":"2026-01-01T00:00:00Z",\
      "expiresAt":"2026-01-01T01:00:00.500Z","stage":%s}\
      """;
  private static final String AWAITING_REDEMPTION =
      """
      {"stage":"awaiting_redemption","redirectUri":"https://app.example/cb",\
      "challenge":"CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC",\
      "codeExpiresAt":"2026-01-01T01:00:00.500Z"}\
      """;
  private static final String ACTIVE =
      """
      {"stage":"active","generation":2,\
      "firstUses":{"1":"2026-01-01T00:00:00Z","2":"2026-01-01T01:00:00.500Z"},\
      "lease":{"holder":"holder","until":"2026-01-01T01:00:00.500Z"}}\
      """;

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(Client.class, StoredValues.publicClient(), PUBLIC_CLIENT),
        Arguments.of(Client.class, StoredValues.confidentialClient(), CONFIDENTIAL_CLIENT),
        transaction(new Step.AwaitingConsent(), "{\"step\":\"awaiting_consent\"}"),
        transaction(new Step.Denied(), "{\"step\":\"denied\"}"),
        transaction(StoredValues.awaitingLogin(), AWAITING_LOGIN),
        transaction(StoredValues.rememberedLogin(), REMEMBERED_LOGIN),
        transaction(
            new Step.AwaitingConfirmation(new GrantId("G".repeat(22))),
            "{\"step\":\"awaiting_confirmation\",\"grant\":\"GGGGGGGGGGGGGGGGGGGGGG\"}"),
        Arguments.of(
            BrowserConsents.class,
            new BrowserConsents(List.of(StoredValues.remembered())),
            REMEMBERED),
        Arguments.of(
            Forgotten.class, new Forgotten(Instant.EPOCH), "{\"before\":\"1970-01-01T00:00:00Z\"}"),
        Arguments.of(
            Grant.class,
            StoredValues.grant(StoredValues.awaitingConsent()),
            GRANT.formatted(TOKENS, AWAITING_CONSENT)),
        Arguments.of(
            Grant.class,
            StoredValues.grant(StoredValues.awaitingRedemption()),
            GRANT.formatted(TOKENS, AWAITING_REDEMPTION)),
        Arguments.of(
            Grant.class,
            StoredValues.grant(StoredValues.active()),
            GRANT.formatted(TOKENS, ACTIVE)),
        Arguments.of(
            Grant.class,
            StoredValues.grantWithClaims(),
            GRANT
                .formatted(TOKENS, ACTIVE)
                .replace(
                    "\"scope\":[\"openid\"],\"resource\"",
                    "\"claims\":{\"roles\":[\"a\",\"b\"],\"level\":3,\"share\":0.5},"
                        + "\"scope\":[\"openid\"],\"resource\"")),
        Arguments.of(
            UpstreamRevocation.class,
            StoredValues.revocation(),
            "{\"id\":\"id\",\"tokens\":" + TOKENS + ",\"until\":\"2026-01-01T01:00:00.500Z\"}"),
        Arguments.of(
            KeyRingRecord.class,
            StoredValues.keyRing(),
            "{\"pairs\":[{\"jwk\":\"{\\\"kty\\\":\\\"EC\\\"}\",\"signsFrom\":\"2026-01-01T00:00:00Z\"}]}"),
        Arguments.of(
            SealMark.class, new SealMark(Instant.EPOCH), "{\"made\":\"1970-01-01T00:00:00Z\"}"));
  }

  private static Arguments transaction(Step step, String json) {
    return Arguments.of(
        Transaction.class, StoredValues.transaction(step), TRANSACTION.replace("STEP", json));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("records")
  <T> void a_record_is_written_as_it_always_was(Class<T> type, T value, String json)
      throws Exception {
    JsonMapper mapper = new JsonMapper();
    assertThat(mapper.readTree(new RecordCodec<>(type).write(value)))
        .isEqualTo(mapper.readTree(json));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("records")
  <T> void f7_a_record_of_any_age_is_read(Class<T> type, T value, String json) {
    RecordCodec<T> codec = new RecordCodec<>(type);
    assertThat(codec.read(json.getBytes(UTF_8))).isEqualTo(value);
    assertThat(codec.read(codec.write(value))).isEqualTo(value);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("records")
  <T> void f7_what_a_later_version_added_is_skipped(Class<T> type, T value, String json) {
    String later = "{\"added\":{\"deep\":[1,{}]}," + json.substring(1);
    assertThat(new RecordCodec<>(type).read(later.getBytes(UTF_8))).isEqualTo(value);
  }

  @Tag("F7")
  @Test
  void f7_what_an_earlier_version_did_not_have_is_absent() {
    String grant = GRANT.formatted(TOKENS, ACTIVE);
    String earlier =
        grant
            .replace("\"name\":\"Ada\",", "")
            .replace("\"email\":\"ada@example.com\",", "")
            .replace("\"refreshToken\":\"refresh\",", "")
            .replaceAll(",\"lease\":\\{[^}]*\\}", "");
    Grant read = new RecordCodec<>(Grant.class).read(earlier.getBytes(UTF_8));

    assertThat(earlier).hasSizeLessThan(grant.length() - 100);
    assertThat(read.identity().name()).isEmpty();
    assertThat(read.identity().email()).isEmpty();
    assertThat(read.upstream().refreshToken()).isEmpty();
    assertThat(read.active().orElseThrow().lease()).isEmpty();
  }

  @Test
  void scopes_keep_their_order() {
    RecordCodec<Client> codec = new RecordCodec<>(Client.class);
    assertThat(codec.read(PUBLIC_CLIENT.getBytes(UTF_8)).metadata().scope())
        .containsExactlyElementsOf(StoredValues.publicClient().metadata().scope());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{}",
        "{\"jwk\":null}",
        "{\"jwk\":\"\"}",
        "{\"jwk\":{}}",
        "{\"jwk\":\"CANARY\"",
        "{\"jwk\":\"CANARY\"} x"
      })
  void what_cannot_be_read_is_trouble_and_not_absence(String json) {
    unreadable(KeyPairRecord.class, json);
  }

  @Test
  void a_value_that_breaks_a_rule_is_not_let_in_by_the_store() {
    unreadable(Client.class, PUBLIC_CLIENT.replace("https://app.example/cb", "javascript:CANARY"));
    unreadable(Client.class, PUBLIC_CLIENT.replace("2026-01-01T00:00:00Z", "CANARY"));
    unreadable(Client.class, PUBLIC_CLIENT.replace("\"none\"", "\"CANARY\""));
    String grant = GRANT.formatted(TOKENS, ACTIVE);
    unreadable(Grant.class, grant.replace("\"key\":\"the key\",", ""));
    unreadable(Grant.class, grant.replace(",\"stage\":" + ACTIVE, ""));
    unreadable(Grant.class, grant.replace("GGGGGGGGGG", "CANARY"));
  }

  private static <T> void unreadable(Class<T> type, String json) {
    assertThatThrownBy(() -> new RecordCodec<>(type).read(json.getBytes(UTF_8)))
        .isInstanceOf(StoreException.class)
        .hasMessage("a stored " + type.getSimpleName() + " cannot be read")
        .hasNoCause();
  }
}
