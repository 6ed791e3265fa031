package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.value.CodeChallenge;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a good authorization request, and what a test makes of them. */
final class Asked {

  static final CodeChallenge CHALLENGE =
      new CodeChallenge("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

  private final Map<String, String> values =
      new HashMap<>(
          Map.of(
              "client_id", "client-1",
              "redirect_uri", "https://app.example/cb",
              "response_type", "code",
              "code_challenge", CHALLENGE.value(),
              "code_challenge_method", "S256"));
  private final Set<String> repeated = new HashSet<>();
  private List<String> resources = List.of();

  Asked with(String name, String value) {
    values.put(name, value);
    return this;
  }

  Asked without(String name) {
    values.remove(name);
    return this;
  }

  Asked repeating(String name) {
    repeated.add(name);
    return this;
  }

  Asked resources(String... named) {
    resources = List.of(named);
    return this;
  }

  AuthorizationParameters parameters() {
    return new AuthorizationParameters(
        value("client_id"),
        value("redirect_uri"),
        value("response_type"),
        value("code_challenge"),
        value("code_challenge_method"),
        value("scope"),
        value("state"),
        resources,
        repeated);
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
