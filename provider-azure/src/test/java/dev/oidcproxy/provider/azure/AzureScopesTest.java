package dev.oidcproxy.provider.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.value.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureScopesTest {

  private static final String ID = "535fb089-9ff3-47b6-9bfb-4f1264799865";
  private static final String API = "https://api.contoso.com/mcp";

  private final AzureScopes scopes = new AzureScopes(API, ID);

  @ParameterizedTest
  @ValueSource(
      strings = {"openid", "profile", "email", "offline_access", "read", "files/read", "User.Read"})
  void the_way_back_is_the_way_there(String ours) {
    Scope theirs = scopes.toProvider(new Scope(ours)).orElseThrow();
    assertThat(scopes.fromProvider(theirs)).isEqualTo(new Scope(ours));
    assertThat(theirs.value())
        .isEqualTo(AzureScopes.ofAnApi(new Scope(ours)) ? API + "/" + ours : ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {API + "/read", "api://" + ID + "/read", ID + "/read"})
  void every_full_name_of_a_scope_of_ours_is_the_same_scope(String full) {
    assertThat(scopes.fromProvider(new Scope(full))).isEqualTo(new Scope("read"));
    assertThat(scopes.toProvider(new Scope(full))).contains(new Scope(API + "/read"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://graph.microsoft.com/User.Read",
        "00000003-0000-0000-c000-000000000000/.default",
        "https://api.contoso.com/mcp2/read",
        "api://" + ID + "0/read"
      })
  void a_scope_of_another_api_is_never_asked_for_along_with_ours(String foreign) {
    assertThat(scopes.isForeign(new Scope(foreign))).isTrue();
    assertThat(scopes.toProvider(new Scope(foreign))).isEmpty();
    assertThat(scopes.fromProvider(new Scope(foreign))).isEqualTo(new Scope(foreign));
  }

  @Test
  void a_name_that_only_begins_like_one_of_ours_is_none() {
    assertThat(scopes.fromProvider(new Scope(API + "/"))).isEqualTo(new Scope(API + "/"));
    assertThat(scopes.isForeign(new Scope("read"))).isFalse();
  }
}
