package dev.oidcproxy.provider.oidc.profile;

import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a provider is asked for a token of another API on a person's behalf. */
public interface Exchange {

  /** The standard one (RFC 8693), which providers offer to clients that are allowed to. */
  Exchange STANDARD =
      (accessToken, target) -> {
        Map<String, String> form = new LinkedHashMap<>();
        String type = "urn:ietf:params:oauth:token-type:access_token";
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("subject_token", accessToken.reveal());
        form.put("subject_token_type", type);
        form.put("requested_token_type", type);
        target.audience().ifPresent(audience -> form.put("audience", audience));
        if (!target.scope().isEmpty()) {
          form.put("scope", Scope.join(target.scope()));
        }
        return form;
      };

  /** The parameters of the token request, but for those that authenticate us. */
  Map<String, String> parameters(Secret accessToken, Target target);

  /** Why a target can never be had, completing "the provider …"; no I/O. */
  default Optional<String> objection(Target target) {
    return Optional.empty();
  }

  /**
   * What an operator can do about a refusal, in constant words.
   *
   * @param description the provider's {@code error_description}, which goes no further
   */
  default Optional<String> fix(String description) {
    return Optional.empty();
  }
}
