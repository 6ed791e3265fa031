package dev.oidcproxy.provider.oidc.profile;

import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider of OAuth 2.0 alone (RFC 6749): nothing is discovered or signed, and who signs in is
 * what its userinfo endpoint says. Its answers are brought into the standard's form here.
 *
 * @param issuer whose people its subjects are, and what answers may name (RFC 9207)
 * @param scopeHeader of the userinfo answer, names what was granted
 * @param included by a scope: those that it grants without their being named
 */
public record PlainOAuth(
    String issuer,
    URI authorizationEndpoint,
    URI tokenEndpoint,
    URI userinfoEndpoint,
    Optional<URI> revocationEndpoint,
    Optional<String> scopeHeader,
    Map<Scope, Set<Scope>> included) {

  /** What GitHub says in place of {@code invalid_grant}, with a status of success. */
  private static final Set<String> INVALID_GRANT =
      Set.of("bad_verification_code", "bad_refresh_token");

  private static final String FORM = "application/x-www-form-urlencoded";

  /** The document that there is none of. */
  public JsonObject discovered() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer);
    document.put("authorization_endpoint", authorizationEndpoint.toString());
    document.put("token_endpoint", tokenEndpoint.toString());
    document.put("userinfo_endpoint", userinfoEndpoint.toString());
    revocationEndpoint.ifPresent(uri -> document.put("revocation_endpoint", uri.toString()));
    return new JsonObject(document);
  }

  /** A token response, in JSON or as a form; empty when it is neither. */
  public Optional<JsonObject> tokenResponse(HttpTransport.Response response) {
    return JsonObject.parse(response.body()).or(() -> form(response)).map(this::standard);
  }

  /** What the userinfo answer's header says was granted; absent when it says nothing. */
  public Optional<Set<Scope>> granted(HttpTransport.Response userinfo) {
    return scopeHeader
        .flatMap(name -> userinfo.header(name.toLowerCase(Locale.ROOT)))
        .map(named -> all(List.of(named)));
  }

  /** Without what could be taken for the word of an OpenID provider. */
  public static JsonObject unsigned(JsonObject object, String name) {
    Map<String, Object> rest = new LinkedHashMap<>(object.members());
    rest.remove(name);
    return new JsonObject(rest);
  }

  private JsonObject standard(JsonObject response) {
    // Nobody verified it, and nothing here could.
    JsonObject rest = unsigned(response, "id_token");
    if (response.has("scope")) {
      rest.members()
          .put("scope", all(response.oneOrMore("scope")).stream().map(Scope::value).toList());
    }
    if (response.text("error").filter(INVALID_GRANT::contains).isPresent()) {
      rest.members().put("error", "invalid_grant");
    }
    return rest;
  }

  /** The scopes in texts, which commas or spaces separate, and what they include. */
  private Set<Scope> all(List<String> texts) {
    Set<Scope> named = Scope.in(texts.stream().map(text -> text.replace(',', ' ')).toList());
    Set<Scope> all = new LinkedHashSet<>(named);
    named.forEach(scope -> all.addAll(included.getOrDefault(scope, Set.of())));
    return all;
  }

  private static Optional<JsonObject> form(HttpTransport.Response response) {
    String type = response.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.split(";", 2)[0].strip().equals(FORM)) {
      return Optional.empty();
    }
    try {
      Parameters form = Parameters.parse(new String(response.body(), StandardCharsets.UTF_8));
      Map<String, Object> members = new LinkedHashMap<>();
      form.names().forEach(name -> members.put(name, form.first(name).orElse("")));
      return form.repeated().isEmpty() ? Optional.of(new JsonObject(members)) : Optional.empty();
    } catch (OAuthException e) {
      // Its words are for a client of ours.
      return Optional.empty();
    }
  }
}
