package dev.oidcproxy.testkit;

import dev.oidcproxy.testkit.ProviderTokens.Session;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Codes and refresh tokens of a {@link FakeProvider}, and the endpoints that deal in them. */
final class ProviderGrants {

  final Map<String, Session> refreshTokens = new ConcurrentHashMap<>();
  final List<String> revoked = new CopyOnWriteArrayList<>();
  volatile boolean rotate = true;
  volatile boolean honourPredecessors;

  /** By a refresh token: the one it replaced, while that is still good. */
  private final Map<String, String> predecessors = new ConcurrentHashMap<>();

  private final Map<String, Map<String, String>> pushed = new ConcurrentHashMap<>();
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  final ProviderExchanges exchanges;
  private final ProviderTokens tokens;
  private final String clientId;
  private final String clientSecret;

  ProviderGrants(ProviderTokens tokens, String clientId, String clientSecret) {
    this.tokens = tokens;
    this.exchanges = new ProviderExchanges(tokens);
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  private record Code(Session session, String redirectUri, String challenge) {}

  URI authorize(URI loginUri, Optional<String> issuer) {
    Map<String, String> asked = asked(loginUri);
    if (!"code".equals(asked.get("response_type")) || !clientId.equals(asked.get("client_id"))) {
      throw new IllegalArgumentException("not a login of our client: " + loginUri);
    }
    if (asked.containsKey("code_challenge") && !"S256".equals(asked.get("code_challenge_method"))) {
      throw new IllegalArgumentException("PKCE without S256: " + loginUri);
    }
    Session session =
        new Session(
            asked.get("nonce"),
            asked.getOrDefault("scope", ""),
            asked.getOrDefault("audience", "https://api.example.com"));
    String code = "code-" + UUID.randomUUID();
    codes.put(code, new Code(session, asked.get("redirect_uri"), asked.get("code_challenge")));
    return back(asked, "code", code, issuer);
  }

  URI refuse(URI loginUri, String error, Optional<String> issuer) {
    return back(asked(loginUri), "error", error, issuer);
  }

  /** A request that was pushed is good for one login (RFC 9126 section 4). */
  private Map<String, String> asked(URI loginUri) {
    Map<String, String> query = ReceivedRequest.decode(loginUri.getRawQuery());
    if (!query.containsKey("request_uri")) {
      return query;
    }
    Map<String, String> request = pushed.remove(query.get("request_uri"));
    if (request == null
        || query.size() != 2
        || !request.get("client_id").equals(query.get("client_id"))) {
      throw new IllegalArgumentException("not a request that was pushed: " + loginUri);
    }
    return request;
  }

  ProviderAnswer push(ReceivedRequest request) {
    if (!authenticated(request)) {
      return ProviderAnswer.error(401, "invalid_client");
    }
    String name = "urn:ietf:params:oauth:request_uri:" + UUID.randomUUID();
    pushed.put(name, request.form());
    return ProviderAnswer.created(Map.of("request_uri", name, "expires_in", 60));
  }

  private static URI back(
      Map<String, String> asked, String name, String value, Optional<String> issuer) {
    String state = asked.containsKey("state") ? "&state=" + encode(asked.get("state")) : "";
    String iss = issuer.map(i -> "&iss=" + encode(i)).orElse("");
    return URI.create(asked.get("redirect_uri") + "?" + name + "=" + encode(value) + state + iss);
  }

  ProviderAnswer token(ReceivedRequest request) {
    if (!authenticated(request)) {
      return ProviderAnswer.error(401, "invalid_client");
    }
    return switch (request.form().getOrDefault("grant_type", "")) {
      case "authorization_code" -> redeem(request.form());
      case "refresh_token" -> refresh(request.form());
      case ProviderExchanges.STANDARD, ProviderExchanges.ON_BEHALF_OF ->
          exchanges.answer(request.form());
      default -> ProviderAnswer.error(400, "unsupported_grant_type");
    };
  }

  private ProviderAnswer redeem(Map<String, String> form) {
    Code code = codes.remove(form.getOrDefault("code", ""));
    if (code == null
        || !code.redirectUri().equals(form.get("redirect_uri"))
        || !verifies(code, form.get("code_verifier"))) {
      return ProviderAnswer.error(400, "invalid_grant");
    }
    return ProviderAnswer.of(tokens.response(code.session(), newRefreshToken(code.session())));
  }

  private static boolean verifies(Code code, String verifier) {
    return code.challenge() == null
        || (verifier != null
            && code.challenge().equals(ProviderTokens.encode(ProviderTokens.sha256(verifier))));
  }

  private ProviderAnswer refresh(Map<String, String> form) {
    String presented = form.getOrDefault("refresh_token", "");
    Session before = refreshTokens.get(presented);
    if (before == null) {
      return ProviderAnswer.error(400, "invalid_grant");
    }
    // A refreshed ID token has no nonce (OpenID Connect Core section 12.2).
    Session session =
        new Session(null, form.getOrDefault("scope", before.scope()), before.audience());
    if (!rotate) {
      return ProviderAnswer.of(tokens.response(session, null));
    }
    return ProviderAnswer.of(tokens.response(session, successor(presented, session)));
  }

  private String successor(String presented, Session session) {
    String next = newRefreshToken(session);
    if (honourPredecessors) {
      predecessors.put(next, presented);
    } else {
      refreshTokens.remove(presented);
    }
    String before = predecessors.remove(presented);
    if (before != null) {
      refreshTokens.remove(before);
    }
    return next;
  }

  private String newRefreshToken(Session session) {
    String token = "refresh-" + UUID.randomUUID();
    refreshTokens.put(token, session);
    return token;
  }

  ProviderAnswer revoke(ReceivedRequest request) {
    if (!authenticated(request)) {
      return ProviderAnswer.error(401, "invalid_client");
    }
    String token = request.form().getOrDefault("token", "");
    refreshTokens.remove(token);
    revoked.add(token);
    return ProviderAnswer.of(Map.of());
  }

  ProviderAnswer userinfo(ReceivedRequest request) {
    String header = request.headers().getOrDefault("authorization", "");
    boolean known = header.startsWith("Bearer ") && tokens.claims(header.substring(7)).isPresent();
    return known ? ProviderAnswer.of(tokens.person) : ProviderAnswer.error(401, "invalid_token");
  }

  /** RFC 7662 section 2.2. */
  ProviderAnswer introspect(ReceivedRequest request) {
    if (!authenticated(request)) {
      return ProviderAnswer.error(401, "invalid_client");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    Optional<Map<String, Object>> claims = tokens.claims(request.form().getOrDefault("token", ""));
    answer.put("active", claims.isPresent());
    claims.ifPresent(answer::putAll);
    return ProviderAnswer.of(answer);
  }

  private boolean authenticated(ReceivedRequest request) {
    String header = request.headers().get("authorization");
    if (header == null) {
      String secret = request.form().get("client_secret");
      return clientId.equals(request.form().get("client_id"))
          && (secret == null || clientSecret.equals(secret));
    }
    String[] pair =
        new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.US_ASCII)
            .split(":", 2);
    return clientId.equals(ReceivedRequest.text(pair[0]))
        && clientSecret.equals(ReceivedRequest.text(pair[1]));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
