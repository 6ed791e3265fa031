package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.flow.client.AuthenticateClient;
import dev.oidcproxy.application.flow.client.ClientCredentials;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.application.jwt.JwtVerifier;
import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication.Transport;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a client's credentials from a form request (RFC 6749 section 2.3.1, RFC 7521 section 4.2)
 * and has them checked.
 */
final class ClientAuthenticator {

  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final AuthenticateClient flow;

  ClientAuthenticator(AuthenticateClient flow) {
    this.flow = flow;
  }

  /**
   * The client the request comes from.
   *
   * @throws OAuthException {@code invalid_client}, or {@code invalid_request} for two methods at
   *     once, or {@link OAuthError.TooManyRequests}
   */
  Client authenticate(HttpRequest request, Parameters form) {
    return flow.authenticate(credentials(request, form), AddressPrefix.of(request.clientAddress()));
  }

  /**
   * What the request says of itself, unproven.
   *
   * @throws OAuthException {@code invalid_client} when it says nothing, or {@code invalid_request}
   *     for two methods at once
   */
  static ClientCredentials credentials(HttpRequest request, Parameters form) {
    List<String> authorization = request.headers().all("Authorization");
    Optional<String> id = form.first("client_id");
    Optional<String> secret = form.first("client_secret");
    Optional<String> assertion = form.first("client_assertion");
    if (assertion.isPresent()) {
      if (!authorization.isEmpty() || secret.isPresent()) {
        throw twoWays();
      }
      return asserted(form, id, assertion.get());
    }
    if (authorization.isEmpty()) {
      return inForm(id.orElseThrow(ClientAuthenticator::unknown), secret);
    }
    ClientCredentials basic = basic(authorization);
    if (secret.isPresent() || id.filter(i -> !i.equals(basic.clientId())).isPresent()) {
      throw twoWays();
    }
    return basic;
  }

  /** The id may be left out, because the assertion says it too (RFC 7521 section 4.2). */
  private static ClientCredentials asserted(
      Parameters form, Optional<String> id, String assertion) {
    if (!form.first("client_assertion_type").equals(Optional.of(JWT_BEARER))) {
      throw unknown();
    }
    return new ClientCredentials.Assertion(
        id.or(() -> JwtVerifier.unverifiedSubject(assertion))
            .orElseThrow(ClientAuthenticator::unknown),
        Secret.of(assertion));
  }

  private static OAuthException twoWays() {
    return new OAuthException(
        new OAuthError.InvalidRequest("authenticate the client in one way only"));
  }

  private static ClientCredentials inForm(String id, Optional<String> secret) {
    return secret
        .<ClientCredentials>map(s -> new ClientCredentials.Shared(id, Secret.of(s), Transport.POST))
        .orElseGet(() -> new ClientCredentials.Named(id));
  }

  private static ClientCredentials basic(List<String> authorization) {
    String header = authorization.getFirst();
    if (authorization.size() > 1 || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      throw unknown();
    }
    try {
      String decoded =
          new String(
              Base64.getDecoder().decode(header.substring("basic ".length()).strip()),
              StandardCharsets.UTF_8);
      int colon = decoded.indexOf(':');
      String id = URLDecoder.decode(decoded.substring(0, colon), StandardCharsets.UTF_8);
      String secret = URLDecoder.decode(decoded.substring(colon + 1), StandardCharsets.UTF_8);
      // Some libraries send a public client's absent secret as an empty one.
      return secret.isEmpty()
          ? new ClientCredentials.Named(id)
          : new ClientCredentials.Shared(id, Secret.of(secret), Transport.BASIC);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw unknown();
    }
  }

  private static OAuthException unknown() {
    return new OAuthException(
        new OAuthError.InvalidClient("the request does not say which client it comes from"));
  }
}
