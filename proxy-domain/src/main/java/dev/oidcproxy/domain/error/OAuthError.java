package dev.oidcproxy.domain.error;

import dev.oidcproxy.domain.value.Scope;
import java.time.Duration;
import java.util.Set;

/**
 * An error the protocol defines, one record per code of RFC 6749, 6750, 7591, 8707 and 9101. The
 * description is public and made of constant words: it never repeats what a stranger sent or what
 * the provider answered.
 */
public sealed interface OAuthError {

  /** The registered code, as it stands on the wire. */
  String code();

  /** Public words that say what to change. */
  String description();

  record InvalidRequest(String description) implements OAuthError {
    @Override
    public String code() {
      return "invalid_request";
    }
  }

  record InvalidClient(String description) implements OAuthError {
    @Override
    public String code() {
      return "invalid_client";
    }
  }

  record InvalidGrant(String description) implements OAuthError {
    @Override
    public String code() {
      return "invalid_grant";
    }
  }

  record UnauthorizedClient(String description) implements OAuthError {
    @Override
    public String code() {
      return "unauthorized_client";
    }
  }

  record UnsupportedGrantType(String description) implements OAuthError {
    @Override
    public String code() {
      return "unsupported_grant_type";
    }
  }

  record UnsupportedResponseType(String description) implements OAuthError {
    @Override
    public String code() {
      return "unsupported_response_type";
    }
  }

  record UnsupportedTokenType(String description) implements OAuthError {
    @Override
    public String code() {
      return "unsupported_token_type";
    }
  }

  record InvalidScope(String description) implements OAuthError {
    @Override
    public String code() {
      return "invalid_scope";
    }
  }

  /** RFC 8707 section 2. */
  record InvalidTarget(String description) implements OAuthError {
    @Override
    public String code() {
      return "invalid_target";
    }
  }

  record AccessDenied(String description) implements OAuthError {
    @Override
    public String code() {
      return "access_denied";
    }
  }

  record ServerError(String description) implements OAuthError {
    @Override
    public String code() {
      return "server_error";
    }
  }

  record TemporarilyUnavailable(String description) implements OAuthError {
    @Override
    public String code() {
      return "temporarily_unavailable";
    }
  }

  /**
   * Somebody asks more often than is allowed. The code is the one that says "try later" (RFC 6749
   * section 4.1.2.1); {@code slow_down} belongs to devices that poll (RFC 8628).
   *
   * @param retryAfter after which it is worth trying again
   */
  record TooManyRequests(String description, Duration retryAfter) implements OAuthError {
    @Override
    public String code() {
      return "temporarily_unavailable";
    }
  }

  /** RFC 7591 section 3.2.2. */
  record InvalidClientMetadata(String description) implements OAuthError {
    @Override
    public String code() {
      return "invalid_client_metadata";
    }
  }

  /** RFC 7591 section 3.2.2. */
  record InvalidRedirectUri(String description) implements OAuthError {
    @Override
    public String code() {
      return "invalid_redirect_uri";
    }
  }

  /** RFC 6750 section 3.1. */
  record InvalidToken(String description) implements OAuthError {
    @Override
    public String code() {
      return "invalid_token";
    }
  }

  /**
   * RFC 6750 section 3.1; {@code required} is everything the operation needs, not the difference.
   */
  record InsufficientScope(String description, Set<Scope> required) implements OAuthError {
    @Override
    public String code() {
      return "insufficient_scope";
    }
  }
}
