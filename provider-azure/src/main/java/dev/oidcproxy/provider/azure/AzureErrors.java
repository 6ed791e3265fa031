package dev.oidcproxy.provider.azure;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator can do about Entra ID's errors, by the code in their description. */
final class AzureErrors {

  private static final Pattern CODE = Pattern.compile("AADSTS(\\d{4,8})\\b");

  private static final Map<String, String> FIXES =
      Map.ofEntries(
          Map.entry(
              "9010010",
              "a resource was sent beside scope: remove resource from provider.extra_*_params"),
          Map.entry(
              "65001",
              "nobody consented to a permission: grant admin consent under API permissions, or"
                  + " remove the scope from provider.required_scopes or additional_authorize_scopes"),
          Map.entry(
              "65004",
              "the person declined the permissions; an administrator can grant them for all"),
          Map.entry(
              "70011",
              "a scope is not known: define it under Expose an API, and check"
                  + " provider.identifier_uri and provider.required_scopes"),
          Map.entry(
              "650053",
              "the API has no such scope: define it under Expose an API, or correct"
                  + " provider.required_scopes"),
          Map.entry(
              "28000",
              "the scopes are of several APIs: one token is for one API, so move the others to"
                  + " provider.additional_authorize_scopes"),
          Map.entry(
              "50011",
              "the redirect URI is not registered: add base_url with redirect_path under"
                  + " Authentication, platform Web"),
          Map.entry("50105", "the person is not assigned to the enterprise application"),
          Map.entry(
              "700016", "there is no such application in this tenant: check client_id, tenant_id"),
          Map.entry("90002", "there is no such tenant: check provider.tenant_id"),
          Map.entry(
              "7000215",
              "the client secret is wrong: set the secret's value, not its id, in"
                  + " provider.client_secret"),
          Map.entry("7000222", "the client secret has expired: make a new one"),
          Map.entry(
              "7000218",
              "a client secret is needed: the redirect URI is registered for platform Web; set"
                  + " provider.client_secret"),
          Map.entry(
              "9002325",
              "the redirect URI is registered as single-page application: use platform Web"));

  private AzureErrors() {}

  static Optional<String> fix(String description) {
    Matcher code = CODE.matcher(description);
    return code.find()
        ? Optional.ofNullable(FIXES.get(code.group(1)))
            .map(f -> "AADSTS" + code.group(1) + ": " + f)
        : Optional.empty();
  }
}
