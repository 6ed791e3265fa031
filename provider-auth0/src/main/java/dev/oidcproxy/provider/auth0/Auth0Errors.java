package dev.oidcproxy.provider.auth0;

import java.util.Map;

/** What an operator can do about Auth0's errors, by phrases of their descriptions. */
final class Auth0Errors {

  static final Map<String, String> FIXES =
      Map.of(
          "Service not found",
          "there is no API with the identifier in provider.audience (Applications, APIs)",
          "Unknown or invalid refresh token",
          "the refresh token has expired, was revoked, or was used twice although it rotates: the"
              + " person has to sign in again",
          "organization is required for this client",
          "the application is for members of an organization: set provider.organization",
          "must be an organization id",
          "provider.organization is a name: use its id (org_...), or allow names in the tenant's"
              + " settings",
          "is not part of the org",
          "the person is no member of provider.organization",
          "not allowed for the client",
          "switch the grant types Authorization Code and Refresh Token on (Applications, Advanced"
              + " Settings)",
          "Client is not authorized to access",
          "let the application use the API (Applications, APIs, Application Access)");

  private Auth0Errors() {}
}
