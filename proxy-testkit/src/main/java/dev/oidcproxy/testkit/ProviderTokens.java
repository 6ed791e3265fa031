package dev.oidcproxy.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens of a {@link FakeProvider}, and what a test wants to be different in them. */
final class ProviderTokens {

  static final JsonMapper JSON = new JsonMapper();
  private static final Object REMOVED = new Object();

  final ProviderKeys keys = new ProviderKeys();
  final Map<String, Object> person = new ConcurrentHashMap<>();
  private final Map<String, Object> idTokenClaims = new ConcurrentHashMap<>();
  private final Map<String, Object> accessTokenClaims = new ConcurrentHashMap<>();
  private final Map<String, Object> fields = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Object>> accessTokens = new ConcurrentHashMap<>();
  volatile Signature idTokenSignature = Signature.RS256;
  volatile Signature accessTokenSignature = Signature.RS256;
  volatile boolean opaque;

  private final String issuer;
  private final String clientId;
  private final InstantSource clock;

  ProviderTokens(String issuer, String clientId, InstantSource clock) {
    this.issuer = issuer;
    this.clientId = clientId;
    this.clock = clock;
  }

  /** What a login was granted. */
  record Session(String nonce, String scope, String audience) {}

  /** Who signs in from now on; the other claims follow from the name. */
  void person(String subject, String name) {
    String first = name.split(" ")[0].toLowerCase(Locale.ROOT);
    person.putAll(
        Map.of(
            "sub",
            subject,
            "name",
            name,
            "preferred_username",
            first,
            "email",
            first + "@example.com",
            "email_verified",
            true,
            "groups",
            List.of("staff")));
  }

  void idToken(String claim, Object value) {
    idTokenClaims.put(claim, value == null ? REMOVED : value);
  }

  void accessToken(String claim, Object value) {
    accessTokenClaims.put(claim, value == null ? REMOVED : value);
  }

  void field(String name, Object value) {
    fields.put(name, value == null ? REMOVED : value);
  }

  /** A token response (OpenID Connect Core section 3.1.3.3). */
  Map<String, Object> response(Session session, String refreshToken) {
    Map<String, Object> response = new LinkedHashMap<>();
    Map<String, Object> claims = accessTokenClaims(session);
    String accessToken =
        opaque ? "opaque-" + UUID.randomUUID() : sign("at+jwt", claims, accessTokenSignature);
    accessTokens.put(accessToken, claims);
    response.put("access_token", accessToken);
    response.put("token_type", "Bearer");
    response.put("expires_in", 3600);
    response.put("scope", session.scope());
    response.put("id_token", idToken(session, accessToken));
    if (refreshToken != null) {
      response.put("refresh_token", refreshToken);
    }
    return with(response, fields);
  }

  /** What it says of an access token of its own that has not ended. */
  Optional<Map<String, Object>> claims(String accessToken) {
    return Optional.ofNullable(accessTokens.get(accessToken))
        .filter(claims ->
            !(claims.get("exp") instanceof Number exp)
                || exp.longValue() > clock.instant().getEpochSecond());
  }

  /** A token of another API, for whom {@code accessToken} was issued (RFC 8693 section 2.2.1). */
  Map<String, Object> exchanged(String scope, String audience) {
    Map<String, Object> response = response(new Session(null, scope, audience), null);
    response.remove("id_token");
    return response;
  }

  private Map<String, Object> accessTokenClaims(Session session) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", person.get("sub"));
    claims.put("aud", session.audience());
    claims.put("client_id", clientId);
    claims.put("scope", session.scope());
    claims.put("iat", now);
    claims.put("exp", now + 3600);
    claims.put("jti", UUID.randomUUID().toString());
    return with(claims, accessTokenClaims);
  }

  private String idToken(Session session, String accessToken) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>(person);
    claims.put("iss", issuer);
    claims.put("aud", List.of(clientId));
    claims.put("iat", now);
    claims.put("exp", now + 600);
    claims.put("at_hash", leftHalfHash(accessToken));
    if (session.nonce() != null) {
      claims.put("nonce", session.nonce());
    }
    return sign("JWT", with(claims, idTokenClaims), idTokenSignature);
  }

  private String sign(String type, Map<String, Object> claims, Signature signature) {
    return keys.sign(type, new String(json(claims), StandardCharsets.UTF_8), signature);
  }

  static byte[] json(Map<String, ?> object) {
    try {
      return JSON.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> with(Map<String, Object> object, Map<String, Object> changes) {
    changes.forEach((name, value) -> {
      if (value == REMOVED) {
        object.remove(name);
      } else {
        object.put(name, value);
      }
    });
    return object;
  }

  static Object orRemoved(Object value) {
    return value == null ? REMOVED : value;
  }

  private static String leftHalfHash(String token) {
    byte[] hash = sha256(token);
    return encode(Arrays.copyOf(hash, hash.length / 2));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
