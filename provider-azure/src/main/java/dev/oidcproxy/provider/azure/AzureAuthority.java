package dev.oidcproxy.provider.azure;

import dev.oidcproxy.application.config.ConfigReader;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the directory is: one of Entra ID by {@code tenant_id}, one of B2C by {@code tenant_name}
 * and {@code policy_name}, or any by {@code config_url}.
 *
 * @param configUrl what follows from the keys; empty when none of them is there
 * @param b2cTenant the short name of a directory of B2C
 * @param workAccountsOnly whether personal accounts are none of its people
 */
public record AzureAuthority(
    String configUrl, Optional<String> b2cTenant, boolean workAccountsOnly) {

  private static final String PUBLIC_CLOUD = "login.microsoftonline.com";
  private static final String DOCUMENT = "/v2.0/.well-known/openid-configuration";
  private static final String ONMICROSOFT = ".onmicrosoft.com";
  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  static AzureAuthority from(ConfigReader config) {
    return config.has("tenant_name") || config.has("policy_name") || config.has("custom_domain")
        ? ofCustomers(config)
        : ofStaff(config);
  }

  private static AzureAuthority ofStaff(ConfigReader config) {
    if (!config.has("tenant_id") && config.has("config_url")) {
      return new AzureAuthority("", Optional.empty(), false);
    }
    String tenant =
        config.requiredText(
            "tenant_id",
            "the directory (tenant) id; organizations, common or consumers for several tenants");
    if (!tenant.matches("[A-Za-z0-9.-]*")) {
      config.problem("tenant_id", "must be an id, a domain, organizations, common or consumers");
      return new AzureAuthority("", Optional.empty(), false);
    }
    return new AzureAuthority(
        host(config, "base_authority", PUBLIC_CLOUD)
            .map(host -> "https://" + host + "/" + tenant + DOCUMENT)
            .orElse(""),
        Optional.empty(),
        tenant.equals("organizations"));
  }

  private static AzureAuthority ofCustomers(ConfigReader config) {
    if (config.has("tenant_id")) {
      config.problem("tenant_id", "is of Entra ID, tenant_name is of B2C: remove one");
    }
    String tenant = config.requiredText("tenant_name", "the short name of the B2C tenant: contoso");
    String policy = config.requiredText("policy_name", "the user flow or policy: B2C_1_signin");
    if (tenant.endsWith(ONMICROSOFT)) {
      String name = tenant.substring(0, tenant.length() - ONMICROSOFT.length());
      config.problem("tenant_name", "must be the short name alone: " + name);
    } else if (!tenant.isEmpty() && !NAME.matcher(tenant).matches()) {
      config.problem("tenant_name", "must be a short name, such as contoso");
    }
    if (!policy.isEmpty() && !NAME.matcher(policy).matches()) {
      config.problem("policy_name", "must be the name of a user flow, such as B2C_1_signin");
    }
    String path = "/" + tenant + ONMICROSOFT + "/" + policy + DOCUMENT;
    return new AzureAuthority(
        host(config, "custom_domain", tenant + ".b2clogin.com")
            .filter(host -> NAME.matcher(tenant).matches() && NAME.matcher(policy).matches())
            .map(host -> "https://" + host + path)
            .orElse(""),
        Optional.of(tenant),
        false);
  }

  private static Optional<String> host(ConfigReader config, String key, String standard) {
    Optional<String> written = config.text(key);
    if (written.filter(host -> !HOST.matcher(host).matches()).isPresent()) {
      config.problem(key, "must be a host, such as login.example.com");
      return Optional.empty();
    }
    return written.or(() -> Optional.of(standard));
  }
}
