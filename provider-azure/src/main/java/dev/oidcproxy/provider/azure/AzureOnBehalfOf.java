package dev.oidcproxy.provider.azure;

import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.profile.Exchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Entra ID's on-behalf-of flow: the extension grant of RFC 7523 with the access token as assertion.
 * One token is for one API, which the scopes name.
 */
final class AzureOnBehalfOf implements Exchange {

  private static final Pattern CODE = Pattern.compile("AADSTS(\\d{4,8})\\b");

  private static final String ASK_AT_SIGN_IN =
      "add the scope to provider.additional_authorize_scopes, so that the sign-in asks for what the"
          + " API needs";

  /** What to do about refusals of this flow; others mean the same as at a sign-in. */
  private static final Map<String, String> FIXES =
      Map.ofEntries(
          Map.entry(
              "65001",
              "nobody consented to a scope of resources[].on_behalf_of: grant admin consent under"
                  + " API permissions, or "
                  + ASK_AT_SIGN_IN),
          Map.entry("50076", "a policy of the API asks for a second factor: " + ASK_AT_SIGN_IN),
          Map.entry(
              "50079", "a policy of the API asks to enrol for a second factor: " + ASK_AT_SIGN_IN),
          Map.entry("50158", "a policy of the API asks for more: " + ASK_AT_SIGN_IN),
          Map.entry("53003", "a Conditional Access policy of the API blocks the person"),
          Map.entry(
              "50013",
              "the access token cannot be exchanged: it must be for this application, so"
                  + " provider.required_scopes must name a scope of provider.identifier_uri; an"
                  + " application with signing keys of its own (claims mapping) cannot do this"),
          Map.entry(
              "500131",
              "the access token is for another API: provider.required_scopes must name scopes of"
                  + " this application, and provider.identifier_uri be its Application ID URI"),
          Map.entry("500133", "the access token is not valid now: check the clock of this machine"),
          Map.entry(
              "70011",
              "a scope of resources[].on_behalf_of is not known: write it with its API, such as"
                  + " https://graph.microsoft.com/User.Read"),
          Map.entry(
              "500011",
              "the API of resources[].on_behalf_of is not in this tenant: check its scopes"),
          Map.entry(
              "28000",
              "the scopes of resources[].on_behalf_of are of several APIs: one token is for one"));

  @Override
  public Map<String, String> parameters(Secret accessToken, Target target) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    form.put("requested_token_use", "on_behalf_of");
    form.put("assertion", accessToken.reveal());
    form.put("scope", Scope.join(target.scope()));
    return form;
  }

  @Override
  public Optional<String> objection(Target target) {
    if (target.audience().isPresent()) {
      return Optional.of("takes no on_behalf_of.audience: the scopes name the API");
    }
    return target.scope().stream().map(AzureOnBehalfOf::api).collect(Collectors.toSet()).size() > 1
        ? Optional.of(
            "gives a token for one API only, and on_behalf_of.scopes are of several (AADSTS28000)")
        : Optional.empty();
  }

  @Override
  public Optional<String> fix(String description) {
    Matcher code = CODE.matcher(description);
    return code.find() && FIXES.containsKey(code.group(1))
        ? Optional.of("AADSTS" + code.group(1) + ": " + FIXES.get(code.group(1)))
        : AzureErrors.fix(description);
  }

  /** A scope without an API is one of Microsoft Graph. */
  private static String api(Scope scope) {
    String name = scope.value();
    return name.contains("/")
        ? name.substring(0, name.lastIndexOf('/'))
        : "https://graph.microsoft.com";
  }
}
