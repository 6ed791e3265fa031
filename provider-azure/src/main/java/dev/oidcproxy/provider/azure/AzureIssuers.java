package dev.oidcproxy.provider.azure;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.provider.oidc.profile.OidcProfile.IssuerRule;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Every tenant is an issuer. The document of several tenants has a template in its place; that of
 * one tenant may be found by another name than its issuer has. Tokens of version 1 have an issuer
 * of their own.
 *
 * @param tokenIssuer what the operator says that tokens carry, beside what follows
 * @param b2c whether the directory is one of B2C, which may have a domain of its own
 * @param workAccountsOnly whether personal accounts are none of its people
 */
record AzureIssuers(Optional<String> tokenIssuer, boolean b2c, boolean workAccountsOnly)
    implements IssuerRule {

  private static final String TEMPLATE = "{tenantid}";
  private static final String CHINA = "login.partner.microsoftonline.cn";

  /** The one tenant of all personal accounts. */
  private static final String PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";

  /** Where Microsoft publishes; one host of these vouches for an issuer of the same cloud. */
  private static final Set<String> HOSTS =
      Set.of("login.microsoftonline.com", "login.microsoftonline.us", CHINA);

  @Override
  public boolean publishes(URI configUrl, String issuer) {
    if (IssuerRule.STANDARD.publishes(configUrl, issuer)) {
      return true;
    }
    String host = configUrl.getHost();
    return (HOSTS.contains(host) && issuer.startsWith("https://" + host + "/"))
        || sameCustomers(host, issuer);
  }

  /** Directories of customers: B2C publishes below a policy, External ID at the tenant's id. */
  private boolean sameCustomers(String host, String issuer) {
    String issuerHost = URI.create(issuer.replace(TEMPLATE, "tenant")).getHost();
    return issuerHost != null
        && (((b2c || host.endsWith(".b2clogin.com")) && host.equals(issuerHost))
            || (host.endsWith(".ciamlogin.com") && issuerHost.endsWith(".ciamlogin.com")));
  }

  @Override
  public boolean issued(String issuer, JsonObject claims) {
    Optional<String> tenant = claims.text("tid").filter(tid -> tid.matches("[0-9a-fA-F-]{36}"));
    Optional<String> named = claims.text("iss");
    if (workAccountsOnly && tenant.filter(PERSONAL::equalsIgnoreCase).isPresent()) {
      return false;
    }
    return tokenIssuer.filter(i -> named.filter(i::equals).isPresent()).isPresent()
        || (!issuer.contains(TEMPLATE) && named.filter(issuer::equals).isPresent())
        || tenant
            .filter(tid ->
                named.filter(issuer.replace(TEMPLATE, tid)::equals).isPresent()
                    || named.filter(versionOne(issuer, tid)::equals).isPresent())
            .isPresent();
  }

  /** The other issuer of the same tenant; of no tenant when {@code issuer} is another's. */
  private static String versionOne(String issuer, String tenant) {
    boolean same = issuer.contains(TEMPLATE) || issuer.contains("/" + tenant + "/");
    boolean china = issuer.startsWith("https://" + CHINA + "/");
    String host = china ? "sts.chinacloudapi.cn" : "sts.windows.net";
    return same ? "https://" + host + "/" + tenant + "/" : "";
  }
}
