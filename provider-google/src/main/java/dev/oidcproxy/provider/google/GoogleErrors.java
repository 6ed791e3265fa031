package dev.oidcproxy.provider.google;

import java.util.Map;

/** What an operator can do about Google's errors, by phrases of their descriptions. */
final class GoogleErrors {

  static final Map<String, String> FIXES =
      Map.of(
          "Token has been expired or revoked",
          "the grant has ended: the person took it back or changed the password, or the app is in"
              + " testing, where refresh tokens end after seven days; publish it under Audience",
          "The OAuth client was",
          "there is no such client: check provider.client_id",
          "client secret is invalid",
          "the client secret is wrong: check provider.client_secret",
          "Some requested scopes were invalid",
          "a scope is not known to Google: check provider.required_scopes");

  private GoogleErrors() {}
}
