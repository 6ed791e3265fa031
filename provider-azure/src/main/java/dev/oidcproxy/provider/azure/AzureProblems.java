package dev.oidcproxy.provider.azure;

import dev.oidcproxy.application.config.ConfigReader;
import java.util.List;

/** What Microsoft would refuse at every login, told before there is one. */
final class AzureProblems {

  private AzureProblems() {}

  static void tell(Azure azure, ConfigReader config) {
    if (azure.oidc().forwardResource()) {
      config.problem(
          "forward_resource",
          "cannot be true: Entra ID refuses a resource beside scope (AADSTS9010010)");
    }
    for (String key : List.of("extra_authorize_params.resource", "extra_token_params.resource")) {
      if (config.has(key)) {
        config.problem(
            key, "cannot be sent: Entra ID refuses it beside scope (AADSTS9010010): remove it");
      }
    }
    if (azure.oidc().requiredScopes().stream().anyMatch(azure.scopes()::isForeign)) {
      config.problem(
          azure.oidc().requiredScopesKey(),
          "names a scope of another API than provider.identifier_uri, and a token is for one API"
              + " (AADSTS28000): move it to provider."
              + Azure.ADDITIONAL);
    }
    if (azure.authority().b2cTenant().isPresent() && !azure.forOurApi()) {
      config.problem(
          azure.oidc().requiredScopesKey(),
          "needs a scope of your API: B2C issues no access token without one");
    }
    if (azure.tokenIssuer().isPresent()
        && azure.forOurApi()
        && azure.oidc().tokenVerifier().isPresent()) {
      config.problem(
          "token_issuer",
          "has no effect with token_verifier: set provider.verifier.issuer instead");
    } else if (azure.judgedByIdToken()) {
      azure
          .oidc()
          .needOpenId(config, azure.tokenIssuer().isPresent() ? "token_issuer" : "tenant_id");
    }
  }
}
