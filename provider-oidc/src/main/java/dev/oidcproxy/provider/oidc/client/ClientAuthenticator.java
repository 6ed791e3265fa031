package dev.oidcproxy.provider.oidc.client;

import dev.oidcproxy.application.jwt.AssertionKey;
import dev.oidcproxy.application.outbound.Fetched;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Authenticates requests to the provider as the operator configured it. */
public final class ClientAuthenticator {

  /** Shorter than any provider demands, and more than a request takes. */
  static final Duration LIFE = Duration.ofSeconds(60);

  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int JTI_BYTES = 16;

  private final ClientCredentials credentials;
  private final AssertionAudience standard;
  private final ClientMeans means;
  private final InstantSource clock;
  private final Supplier<AssertionKey> key;

  /**
   * @param standard whom assertions name where the operator does not say
   */
  public ClientAuthenticator(
      ClientCredentials credentials,
      AssertionAudience standard,
      ClientMeans means,
      InstantSource clock) {
    this.credentials = credentials;
    this.standard = standard;
    this.means = means;
    this.clock = clock;
    this.key =
        credentials.authentication() instanceof ClientAuthentication.SignedJwt jwt
            ? key(jwt.key(), means, clock)
            : () -> {
              throw new IllegalStateException("nothing is signed");
            };
  }

  /** The way to the endpoints where we authenticate, and to no others. */
  public HttpTransport over(HttpTransport transport) {
    return credentials.authentication() instanceof ClientAuthentication.MutualTls tls
        ? transport.showing(tls.certificate())
        : transport;
  }

  /**
   * Adds what the method needs to a request in the making.
   *
   * @throws UpstreamException.Unavailable when there is nothing to authenticate with
   */
  public void authenticate(
      String issuer, URI tokenEndpoint, Map<String, String> headers, Map<String, String> form) {
    switch (credentials.authentication()) {
      case ClientAuthentication.None none -> identify(form);
      case ClientAuthentication.SecretBasic basic ->
          headers.put("Authorization", "Basic " + basic(basic.secret()));
      case ClientAuthentication.SecretPost post -> {
        identify(form);
        form.put("client_secret", post.secret().reveal());
      }
      case ClientAuthentication.SignedJwt jwt -> {
        AssertionAudience audience = jwt.audience().orElse(standard);
        prove(
            form, signed(audience == AssertionAudience.ISSUER ? issuer : tokenEndpoint.toString()));
      }
      case ClientAuthentication.PlatformJwt jwt ->
          prove(form, new PlatformToken(jwt.file(), clock).read());
      case ClientAuthentication.MutualTls tls -> identify(form);
    }
  }

  /**
   * Finds out whether there is something to authenticate with.
   *
   * @throws UpstreamException.Unavailable when there is not
   */
  public void ensure() {
    switch (credentials.authentication()) {
      case ClientAuthentication.SignedJwt jwt -> key();
      case ClientAuthentication.PlatformJwt jwt -> new PlatformToken(jwt.file(), clock).read();
      case ClientAuthentication.None none -> {}
      case ClientAuthentication.SecretBasic basic -> {}
      case ClientAuthentication.SecretPost post -> {}
      case ClientAuthentication.MutualTls tls -> {}
    }
  }

  private void identify(Map<String, String> form) {
    form.put("client_id", credentials.clientId());
  }

  private void prove(Map<String, String> form, Secret assertion) {
    identify(form);
    form.put("client_assertion_type", JWT_BEARER);
    form.put("client_assertion", assertion.reveal());
  }

  private Secret signed(String audience) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", credentials.clientId());
    claims.put("sub", credentials.clientId());
    claims.put("aud", audience);
    claims.put("jti", means.entropy().text(JTI_BYTES));
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now + LIFE.toSeconds());
    return key().sign(claims);
  }

  private AssertionKey key() {
    return key.get();
  }

  /** A keyring may have to ask its user, so it is not asked each time. */
  private static Supplier<AssertionKey> key(ClientKey key, ClientMeans means, InstantSource clock) {
    return switch (key) {
      case ClientKey.Given given -> given::key;
      case ClientKey.InKeyring named ->
          new Fetched<>(new KeyringEntry(named, means.keyring())::read, clock)::current;
    };
  }

  /** Both halves are form-encoded before they are joined (RFC 6749 section 2.3.1). */
  private String basic(Secret secret) {
    String pair = encode(credentials.clientId()) + ":" + encode(secret.reveal());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
