package dev.oidcproxy.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.jwt.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AzureIssuersTest {

  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final String OTHER = "99999999-2222-3333-4444-555555555555";
  private static final String PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final String LOGIN = "https://login.microsoftonline.com/";
  private static final String ANY_TENANT = LOGIN + "{tenantid}/v2.0";
  private static final String DOCUMENT = "/v2.0/.well-known/openid-configuration";

  private final AzureIssuers issuers = new AzureIssuers(Optional.empty(), false, false);

  @Test
  void one_tenant_is_one_issuer_in_two_versions() {
    String issuer = LOGIN + TENANT + "/v2.0";
    assertThat(issued(issuer, issuer, TENANT)).isTrue();
    assertThat(issued(issuer, "https://sts.windows.net/" + TENANT + "/", TENANT)).isTrue();
    assertThat(issued(issuer, LOGIN + OTHER + "/v2.0", OTHER)).isFalse();
    assertThat(issued(issuer, "https://sts.windows.net/" + OTHER + "/", OTHER)).isFalse();
    assertThat(issued(issuer, "https://sts.windows.net/" + OTHER + "/", TENANT)).isFalse();
  }

  @Test
  void of_several_tenants_each_is_its_own_issuer() {
    assertThat(issued(ANY_TENANT, LOGIN + TENANT + "/v2.0", TENANT)).isTrue();
    assertThat(issued(ANY_TENANT, LOGIN + TENANT + "/v2.0", OTHER)).isFalse();
    assertThat(issued(ANY_TENANT, LOGIN + "{tenantid}/v2.0", "{tenantid}")).isFalse();
    assertThat(issued(ANY_TENANT, "https://evil.example/" + TENANT + "/v2.0", TENANT)).isFalse();
  }

  @Test
  void where_work_accounts_sign_in_personal_ones_do_not() {
    JsonObject claims = new JsonObject(Map.of("iss", LOGIN + PERSONAL + "/v2.0", "tid", PERSONAL));
    assertThat(issuers.issued(ANY_TENANT, claims)).isTrue();
    AzureIssuers organizations = new AzureIssuers(Optional.empty(), false, true);
    assertThat(organizations.issued(ANY_TENANT, claims)).isFalse();
    assertThat(
            organizations.issued(
                ANY_TENANT, new JsonObject(Map.of("iss", LOGIN + TENANT + "/v2.0", "tid", TENANT))))
        .isTrue();
  }

  @Test
  void where_personal_accounts_sign_in_work_ones_do_not() {
    String issuer = LOGIN + PERSONAL + "/v2.0";
    assertThat(issuers.publishes(URI.create(LOGIN + "consumers" + DOCUMENT), issuer)).isTrue();
    assertThat(issued(issuer, issuer, PERSONAL)).isTrue();
    assertThat(issued(issuer, LOGIN + TENANT + "/v2.0", TENANT)).isFalse();
  }

  @Test
  void tokens_of_version_one_have_the_issuer_of_their_tenant_and_cloud() {
    String china = "https://login.partner.microsoftonline.cn/";
    String ofChina = "https://sts.chinacloudapi.cn/" + TENANT + "/";
    String ofOthers = "https://sts.windows.net/" + TENANT + "/";
    for (String tenant : List.of(TENANT, "{tenantid}")) {
      assertThat(issued(china + tenant + "/v2.0", ofChina, TENANT)).isTrue();
      assertThat(issued(china + tenant + "/v2.0", ofChina, OTHER)).isFalse();
      assertThat(issued(china + tenant + "/v2.0", ofOthers, TENANT)).isFalse();
      assertThat(issued(LOGIN + tenant + "/v2.0", ofOthers, TENANT)).isTrue();
      assertThat(issued(LOGIN + tenant + "/v2.0", ofOthers, OTHER)).isFalse();
      assertThat(issued(LOGIN + tenant + "/v2.0", ofChina, TENANT)).isFalse();
    }
  }

  @Test
  void a_document_is_believed_about_its_own_cloud() {
    assertThat(issuers.publishes(URI.create(LOGIN + "common" + DOCUMENT), ANY_TENANT)).isTrue();
    assertThat(
            issuers.publishes(
                URI.create(LOGIN + "contoso.onmicrosoft.com" + DOCUMENT), LOGIN + TENANT + "/v2.0"))
        .isTrue();
    assertThat(
            issuers.publishes(
                URI.create(
                    "https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_in" + DOCUMENT),
                "https://contoso.b2clogin.com/" + TENANT + "/v2.0/"))
        .isTrue();
    assertThat(
            issuers.publishes(
                URI.create("https://contoso.ciamlogin.com/" + TENANT + DOCUMENT),
                "https://" + TENANT + ".ciamlogin.com/" + TENANT + "/v2.0"))
        .isTrue();
    assertThat(
            issuers.publishes(
                URI.create(LOGIN + "common" + DOCUMENT), "https://evil.example/" + TENANT))
        .isFalse();
    assertThat(
            issuers.publishes(
                URI.create("https://contoso.b2clogin.com/x" + DOCUMENT),
                "https://other.b2clogin.com/" + TENANT + "/v2.0/"))
        .isFalse();
  }

  private boolean issued(String issuer, String named, String tenant) {
    return issuers.issued(issuer, new JsonObject(Map.of("iss", named, "tid", tenant)));
  }
}
