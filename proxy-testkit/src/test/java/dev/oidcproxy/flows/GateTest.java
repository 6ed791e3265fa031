package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.gateway.Admission;
import dev.oidcproxy.application.gateway.Presented;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FakeIdentityProvider;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

  private static final String METADATA =
      "resource_metadata=\"https://proxy.example/.well-known/oauth-protected-resource/mcp\"";

  private final TestProxy proxy =
      TestProxy.of(TestSettings.bare().resource("/mcp", IdentityMode.HEADERS, "tools"));

  @Test
  void without_a_token_there_is_a_challenge_and_no_error() {
    HttpResponse response = Answers.refused(present(List.of(), ""));

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.headers().all("WWW-Authenticate"))
        .containsExactly("Bearer " + METADATA + ", scope=\"openid tools\"");
    assertThat(response.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void a_bad_token_is_told_what_to_do() {
    HttpResponse response = Answers.refused(proxy.call("bad"));

    Answers.assertRefused(response, 401, "invalid_token");
    assertThat(response.headers().first("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer error=\"invalid_token\", error_description=\"")
        .endsWith("\", " + METADATA + ", scope=\"openid tools\"");
    assertThat(TestProxy.json(response).get("error_description").toString()).contains("sign in");
  }

  @Test
  void a_token_that_lacks_a_scope_is_told_all_that_are_needed() {
    TestProxy before = new TestProxy(proxy.world(), TestSettings.simple(), TestProxy.HS256);
    Tokens tokens = TestClient.register(before).signIn();

    HttpResponse response = Answers.refused(proxy.call(tokens.access()));

    Answers.assertRefused(response, 403, "insufficient_scope");
    assertThat(response.headers().first("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer error=\"insufficient_scope\", error_description=\"")
        .endsWith("\", " + METADATA + ", scope=\"openid tools\"");
  }

  @Test
  void without_required_scopes_none_are_named() {
    var world = TestProxy.World.create(store -> store);
    var plain =
        new TestProxy.World(
            world.clock(),
            new FakeIdentityProvider(world.clock(), Set.of()),
            world.scheduler(),
            world.store(),
            world.events());
    TestProxy open = new TestProxy(plain, TestSettings.simple(), TestProxy.HS256);

    Presented presented = new Presented(open.resource(), List.of(), "", Optional.empty());
    HttpResponse response = Answers.refused(open.proxy().gate().admit(presented));

    assertThat(response.headers().all("WWW-Authenticate")).containsExactly("Bearer " + METADATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer", "BEARER", "Bearer"})
  void the_schemes_case_does_not_matter(String scheme) {
    String token = TestClient.register(proxy).signIn().access();

    Answers.admitted(present(List.of(scheme + " " + token), ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YTpi", "Bearer", "Bearer ", "Bearer  ", "DPoP x", "x", ""})
  void anything_but_one_bearer_token_is_refused(String authorization) {
    Answers.assertRefused(
        Answers.refused(present(List.of(authorization), "")), 401, "invalid_token");
  }

  @Test
  void two_tokens_are_none() {
    String bearer = "Bearer " + TestClient.register(proxy).signIn().access();

    Answers.assertRefused(
        Answers.refused(present(List.of(bearer, bearer), "")), 401, "invalid_token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token=", "a=b&access_token="})
  void a_token_in_the_query_does_not_count_and_spoils_the_one_that_would(String query) {
    String token = TestClient.register(proxy).signIn().access();

    Answers.assertRefused(Answers.refused(present(List.of(), query + token)), 401, "invalid_token");
    Answers.assertRefused(
        Answers.refused(present(List.of("Bearer " + token), query + token)), 401, "invalid_token");
  }

  @Tag("S15")
  @Test
  void s15_what_is_no_access_token_of_ours_does_not_pass() {
    TestClient client = TestClient.register(proxy);
    String code = client.code();
    Tokens tokens = Tokens.of(client.redeem(client.code()));
    String upstream = "canary-upstream-access-1";

    for (String wrong : List.of(code, tokens.refreshToken(), upstream)) {
      Answers.assertRefused(Answers.refused(proxy.call(wrong)), 401, "invalid_token");
    }
  }

  @Tag("S15")
  @Test
  void s15_a_token_of_another_deployment_with_the_same_store_does_not_pass() {
    TestProxy other =
        new TestProxy(
            proxy.world(),
            TestSettings.bare()
                .baseUrl("https://other.example")
                .resourceBaseUrl("https://proxy.example")
                .resource("/mcp", IdentityMode.HEADERS, "tools"),
            TestProxy.HS256);
    String token = TestClient.register(other).signIn().access();

    Answers.admitted(other.call(token));
    Answers.assertRefused(Answers.refused(proxy.call(token)), 401, "invalid_token");
  }

  @Test
  void a_token_of_an_older_generation_lives_to_its_end() {
    TestClient client = TestClient.register(proxy);
    Tokens first = client.signIn();
    client.refresh(first.refreshToken());

    Answers.admitted(proxy.call(first.access()));
  }

  private Admission present(List<String> authorization, String query) {
    Presented presented = new Presented(proxy.resource(), authorization, query, Optional.empty());
    return proxy
        .proxy()
        .gate()
        .admitAtOnce(presented)
        .orElseGet(() -> proxy.proxy().gate().admit(presented));
  }
}
