package dev.oidcproxy.provider.oidc.client;

import dev.oidcproxy.domain.value.ClientCertificate;
import dev.oidcproxy.domain.value.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How we authenticate at the provider's endpoints (RFC 6749 section 2.3, OpenID Connect Core
 * section 9, RFC 8705).
 */
public sealed interface ClientAuthentication {

  /** A public client: it only says who it is. */
  record None() implements ClientAuthentication {}

  /** {@code client_secret_basic}. */
  record SecretBasic(Secret secret) implements ClientAuthentication {}

  /** {@code client_secret_post}. */
  record SecretPost(Secret secret) implements ClientAuthentication {}

  /**
   * {@code private_key_jwt}: a JWT that we sign (RFC 7523).
   *
   * @param audience absent: as the provider wants it
   */
  record SignedJwt(ClientKey key, Optional<AssertionAudience> audience)
      implements ClientAuthentication {}

  /**
   * A JWT that the platform we run on signs and renews, which the provider was told to trust
   * (workload identity federation).
   */
  record PlatformJwt(Path file) implements ClientAuthentication {}

  /**
   * {@code tls_client_auth} and {@code self_signed_tls_client_auth} (RFC 8705): which of the two it
   * is only the provider needs to know.
   */
  record MutualTls(ClientCertificate certificate) implements ClientAuthentication {}
}
