package dev.oidcproxy.testkit;

import java.util.Map;
import java.util.Optional;

/**
 * The exchange of tokens of a {@link FakeProvider}: of its own access tokens, which it knows, for
 * others; in the standard way (RFC 8693) and in that of Entra ID.
 */
public final class ProviderExchanges {

  static final String STANDARD = "urn:ietf:params:oauth:grant-type:token-exchange";
  static final String ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final ProviderTokens tokens;
  private volatile Optional<ProviderAnswer> refusal = Optional.empty();

  ProviderExchanges(ProviderTokens tokens) {
    this.tokens = tokens;
  }

  /** Answers every exchange with these words from now on. */
  public void refuse(int status, Map<String, Object> body) {
    refusal = Optional.of(new ProviderAnswer(status, body));
  }

  ProviderAnswer answer(Map<String, String> form) {
    if (refusal.isPresent()) {
      return refusal.get();
    }
    boolean standard = form.get("grant_type").equals(STANDARD);
    boolean wellFormed =
        standard
            ? ACCESS_TOKEN.equals(form.get("subject_token_type"))
            : "on_behalf_of".equals(form.get("requested_token_use")) && form.containsKey("scope");
    if (!wellFormed) {
      return ProviderAnswer.error(400, "invalid_request");
    }
    if (tokens.claims(form.getOrDefault(standard ? "subject_token" : "assertion", "")).isEmpty()) {
      return ProviderAnswer.error(400, "invalid_grant");
    }
    Map<String, Object> response =
        tokens.exchanged(
            form.getOrDefault("scope", ""),
            form.getOrDefault("audience", "https://other-api.example.com"));
    if (standard) {
      response.put("issued_token_type", ACCESS_TOKEN);
    }
    return ProviderAnswer.of(response);
  }
}
