package dev.oidcproxy.provider.oidc;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.Person;
import dev.oidcproxy.provider.oidc.profile.PlainOAuth;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** The provider's userinfo endpoint (OpenID Connect Core section 5.3), or what serves as one. */
record Userinfo(OidcProfile profile, ProviderHttp http) {

  /**
   * Whom the endpoint named.
   *
   * @param granted what it said of scopes, in the provider's names
   */
  record Told(Person person, Optional<Set<Scope>> granted) {}

  /**
   * Empty when there is no such endpoint, or when it does not say who it is.
   *
   * @throws UpstreamException.Unavailable when it does not answer
   */
  Optional<Told> ask(Secret accessToken, ProviderMetadata provider) {
    return provider.userinfoEndpoint().flatMap(uri -> ask(uri, accessToken, provider.issuer()));
  }

  private Optional<Told> ask(URI endpoint, Secret accessToken, String issuer) {
    HttpTransport.Response response =
        http.fetch(endpoint, ProviderHttp.bearer(accessToken), "the userinfo");
    JsonObject claims = ProviderHttp.object(response, "the userinfo");
    Optional<PlainOAuth> plain = profile.plain();
    return profile
        .identity()
        // The operator says whose people these are; what else is called iss may change.
        .of(issuer, plain.isPresent() ? PlainOAuth.unsigned(claims, "iss") : claims)
        .map(person -> new Told(person, plain.flatMap(p -> p.granted(response))));
  }
}
