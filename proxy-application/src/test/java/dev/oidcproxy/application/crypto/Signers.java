package dev.oidcproxy.application.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oidcproxy.application.config.SigningSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/** Signers on one store, and tokens that are not theirs. */
final class Signers {

  static final String ISSUER = "https://as.example";
  static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final State state =
      new State(
          new InMemoryStore(CLOCK),
          new FernetSeal(List.of(new byte[32]), CLOCK, new SecureEntropy()),
          CLOCK,
          List::of);

  JoseTokenSigner signer(String issuer, Algorithm algorithm, Secret... keys) {
    return new JoseTokenSigner(
        issuer,
        new SigningSettings(List.of(keys), algorithm),
        KeyMaterial.of(List.of(keys)),
        new SigningKeys(state.signingKeys(), CLOCK, Duration.ofDays(365)));
  }

  JoseTokenSigner signer(Algorithm algorithm) {
    return signer(ISSUER, algorithm, KEY);
  }

  static AccessToken token() {
    return token(Claims.NONE);
  }

  static AccessToken token(Claims claims) {
    return new AccessToken(
        "jti-1",
        ISSUER,
        new Resource("https://mcp.example/mcp"),
        "user-1",
        new ClientId("client-1"),
        Scope.parse("openid tools"),
        new GrantId("A".repeat(22)),
        3,
        NOW,
        NOW.plusSeconds(600),
        claims);
  }

  /** The claims of {@link #token}. */
  static String claims() {
    return """
    {"iss":"https://as.example","aud":"https://mcp.example/mcp","sub":"user-1",\
    "client_id":"client-1","scope":"openid tools","iat":1767225600,"exp":1767226200,\
    "jti":"jti-1","gid":"AAAAAAAAAAAAAAAAAAAAAA.3"}\
    """;
  }

  /** A token with exactly this header and payload, and the HMAC of {@code key} over them. */
  static String forged(String header, String payload, byte[] key) {
    String signed = base64(header.getBytes(UTF_8)) + "." + base64(payload.getBytes(UTF_8));
    return signed + "." + base64(Hkdf.hmac(key, signed.getBytes(UTF_8)));
  }

  /** The very key of {@link #signer(Algorithm)} for HS256, as only its holder has it. */
  static byte[] genuineKey() {
    return KeyMaterial.of(List.of(KEY)).derive(KeyUse.TOKEN_SIGNING).getFirst();
  }

  static String header(String more) {
    return "{\"typ\":\"at+jwt\",\"alg\":\"HS256\",\"kid\":\"PRhsWItzrdBjo76-\"" + more + "}";
  }

  static String part(Secret token, int index) {
    String part = token.reveal().split("[.]", -1)[index];
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
