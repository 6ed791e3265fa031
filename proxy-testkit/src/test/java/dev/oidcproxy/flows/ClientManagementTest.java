package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.TokenHash;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's own registration, by RFC 7592. */
class ClientManagementTest {

  private static final String BASE = "https://proxy.example";
  private static final String CONFIDENTIAL =
      "{\"redirect_uris\":[\"%s\"],\"token_endpoint_auth_method\":\"client_secret_post\"}"
          .formatted(TestClient.LOOPBACK);
  private static final String MANAGED =
      "{\"redirect_uris\":[\"%s\"],\"client_name\":\"Mine\",\"client_management\":true}"
          .formatted(TestClient.LOOPBACK);

  private final TestProxy proxy = TestProxy.of(TestSettings.simple().validScopes("read"));

  @Test
  void a_confidential_client_is_told_where_and_with_what_it_manages_its_registration() {
    Map<String, Object> registered = TestProxy.json(proxy.register(CONFIDENTIAL));

    assertThat(registered)
        .containsEntry(
            "registration_client_uri",
            BASE + "/register/client?client_id=" + registered.get("client_id"))
        .containsKey("registration_access_token");
  }

  @Test
  void a_public_client_manages_its_registration_only_if_it_asks_to_and_is_new_then() {
    Map<String, Object> shared = TestProxy.json(proxy.register(MANAGED.replace("true", "false")));
    Map<String, Object> first = TestProxy.json(proxy.register(MANAGED));
    Map<String, Object> second = TestProxy.json(proxy.register(MANAGED));

    assertThat(shared).doesNotContainKeys("registration_access_token", "registration_client_uri");
    assertThat(first).containsKey("registration_access_token").doesNotContainKey("client_secret");
    assertThat(List.of(shared, first, second))
        .extracting(m -> m.get("client_id"))
        .doesNotHaveDuplicates();
    assertThat(second.get("registration_access_token"))
        .isNotEqualTo(first.get("registration_access_token"));
  }

  @Test
  void a_client_that_is_stored_nowhere_has_nothing_to_manage() {
    TestProxy stateless = TestProxy.of(TestSettings.simple().statelessClients());

    assertThat(TestProxy.json(stateless.register(CONFIDENTIAL)))
        .containsKey("client_secret")
        .doesNotContainKeys("registration_access_token", "registration_client_uri");
  }

  @Test
  void a_client_reads_what_was_accepted_and_the_token_that_it_sent() {
    Map<String, Object> registered = TestProxy.json(proxy.register(MANAGED));

    HttpResponse read = send("GET", registered, "");

    assertThat(read.status()).isEqualTo(200);
    assertThat(read.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(TestProxy.json(read)).isEqualTo(registered);
  }

  @Test
  void a_secret_is_told_once_and_kept_as_a_hash() {
    Map<String, Object> registered = TestProxy.json(proxy.register(CONFIDENTIAL));

    assertThat(TestProxy.json(send("GET", registered, ""))).doesNotContainKey("client_secret");
    assertThat(TestProxy.json(send("PUT", registered, changed(registered))))
        .doesNotContainKey("client_secret");
  }

  @Test
  @Tag("S31")
  void s31_without_the_right_token_every_client_looks_the_same() {
    Map<String, Object> mine = TestProxy.json(proxy.register(CONFIDENTIAL));
    Map<String, Object> other = TestProxy.json(proxy.register(MANAGED));
    TestClient unmanaged = TestClient.register(proxy);
    String token = (String) mine.get("registration_access_token");

    HttpResponse unknown = send("GET", "unknown", "Bearer " + token, "");

    Answers.assertRefused(unknown, 401, "invalid_token");
    assertThat(unknown.headers().all("WWW-Authenticate")).containsExactly("Bearer");
    for (String id : List.of(id(other), unmanaged.id(), "", "\u00e4")) {
      for (String method : List.of("GET", "PUT", "DELETE")) {
        HttpResponse refused =
            send(method, id, "Bearer " + token, "{\"client_id\":\"" + id + "\"}");
        assertThat(refused.status()).as(method + " " + id).isEqualTo(401);
        assertThat(refused.body()).isEqualTo(unknown.body());
        assertThat(refused.headers().asMap()).isEqualTo(unknown.headers().asMap());
      }
    }
    assertThat(send("GET", other, "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer x", "Basic eDp5", "%s", "Bearer %s x"})
  void what_is_no_such_token_is_refused(String authorization) {
    Map<String, Object> registered = TestProxy.json(proxy.register(CONFIDENTIAL));
    String token = (String) registered.get("registration_access_token");

    Answers.assertRefused(
        send("GET", id(registered), authorization.formatted(token), ""), 401, "invalid_token");
    Answers.assertRefused(
        send("GET", id(registered), "Bearer " + registered.get("client_secret"), ""),
        401,
        "invalid_token");
  }

  @Test
  void an_update_replaces_the_metadata_by_the_rules_of_registration() {
    Map<String, Object> registered = TestProxy.json(proxy.register(MANAGED));

    HttpResponse response =
        send(
            "PUT",
            registered,
            """
            {"client_id":"%s","redirect_uris":["https://client.example/new","javascript:x"],
             "scope":"read made:up","logo_uri":"https://tracker.example/x.png"}\
            """
                .formatted(id(registered)));

    assertThat(response.status()).isEqualTo(200);
    assertThat(TestProxy.json(response))
        .isEqualTo(TestProxy.json(send("GET", registered, "")))
        .containsEntry("client_id", registered.get("client_id"))
        .containsEntry("client_id_issued_at", registered.get("client_id_issued_at"))
        .containsEntry("redirect_uris", List.of("https://client.example/new"))
        .containsEntry("scope", "read")
        .doesNotContainKeys("client_name", "logo_uri", "client_secret");
    TestClient moved = new TestClient(proxy, id(registered), "https://client.example/new");
    assertThat(proxy.browser().visit(moved.authorizeUrl()).status()).isEqualTo(302);
    Answers.assertPage(
        proxy
            .browser()
            .visit(new TestClient(proxy, id(registered), TestClient.LOOPBACK).authorizeUrl()),
        400);
    assertThat(proxy.world().events())
        .contains(new ProxyEvent.ClientUpdated(new ClientId(id(registered))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|invalid_client_metadata",
        "{\"client_id\":\"another\",\"redirect_uris\":[\"https://a.example/\"]}|invalid_client_metadata",
        "{\"client_id\":\"%s\"}|invalid_redirect_uri",
        "{\"client_id\":\"%s\",\"redirect_uris\":[\"javascript:x\"]}|invalid_redirect_uri",
        "{\"client_id\":\"%s\",\"redirect_uris\":[\"https://a.example/\"],\"client_secret\":\"mine\"}|invalid_client_metadata",
        "{\"client_id\":\"%s\",\"redirect_uris\":[\"https://a.example/\"],\"token_endpoint_auth_method\":\"none\"}|invalid_client_metadata",
        "{\"client_id\":\"%s\",\"redirect_uris\":[\"https://a.example/\"],\"registration_access_token\":\"x\"}|invalid_request",
        "{\"client_id\":\"%s\",\"redirect_uris\":[\"https://a.example/\"],\"client_id_issued_at\":1}|invalid_request",
        "[]|invalid_request"
      })
  void an_update_that_is_not_allowed_changes_nothing(String body, String error) {
    Map<String, Object> registered = TestProxy.json(proxy.register(CONFIDENTIAL));
    Map<String, Object> before = TestProxy.json(send("GET", registered, ""));

    Answers.assertRefused(send("PUT", registered, body.replace("%s", id(registered))), 400, error);

    assertThat(TestProxy.json(send("GET", registered, ""))).isEqualTo(before);
  }

  @Test
  void the_secret_and_the_token_stay_through_an_update() {
    Map<String, Object> registered = TestProxy.json(proxy.register(CONFIDENTIAL));
    TestClient client = new TestClient(proxy, id(registered), TestClient.LOOPBACK);
    Map<String, String> proof = Map.of("client_secret", (String) registered.get("client_secret"));
    Tokens tokens = Tokens.of(client.redeem(client.code(), proof));

    assertThat(send("PUT", registered, changed(registered)).status()).isEqualTo(200);

    Answers.assertRefused(client.refresh(tokens.refreshToken()), 401, "invalid_client");
    assertThat(client.refresh(tokens.refreshToken(), proof).status()).isEqualTo(200);
    assertThat(send("GET", registered, "").status()).isEqualTo(200);
  }

  @Test
  void a_public_client_cannot_become_one_with_a_secret() {
    Map<String, Object> registered = TestProxy.json(proxy.register(MANAGED));

    Answers.assertRefused(
        send(
            "PUT",
            registered,
            CONFIDENTIAL.replace("{", "{\"client_id\":\"" + id(registered) + "\",")),
        400,
        "invalid_client_metadata");
  }

  @Test
  void a_client_that_deletes_its_registration_is_unknown_and_its_grants_end() {
    Map<String, Object> registered = TestProxy.json(proxy.register(MANAGED));
    TestClient client = new TestClient(proxy, id(registered), TestClient.LOOPBACK);
    Tokens tokens = client.signIn();
    String code = client.code();
    TestClient other = TestClient.register(proxy, TestClient.WEB);
    Tokens others = other.signIn();
    Answers.admitted(proxy.call(tokens.access()));

    HttpResponse deleted = send("DELETE", registered, "");

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(deleted.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(Answers.refused(proxy.call(tokens.access())).status()).isEqualTo(401);
    Answers.assertRefused(client.refresh(tokens.refreshToken()), 401, "invalid_client");
    Answers.assertRefused(client.redeem(code), 401, "invalid_client");
    Answers.assertPage(proxy.browser().visit(client.authorizeUrl()), 400);
    Answers.assertRefused(send("GET", registered, ""), 401, "invalid_token");
    Answers.assertRefused(send("DELETE", registered, ""), 401, "invalid_token");
    Answers.admitted(proxy.call(others.access()));
    assertThat(proxy.world().events())
        .contains(new ProxyEvent.ClientDeleted(new ClientId(id(registered))));
  }

  @Test
  void deleting_is_limited_because_it_searches_all_grants() {
    for (int i = 0; i < 10; i++) {
      assertThat(send("DELETE", TestProxy.json(proxy.register(MANAGED)), "").status())
          .isEqualTo(204);
    }
    Map<String, Object> registered = TestProxy.json(proxy.register(MANAGED));

    Answers.assertRefused(send("DELETE", registered, ""), 429, "temporarily_unavailable");
    assertThat(send("GET", registered, "").status()).isEqualTo(200);
  }

  @Test
  void a_client_that_was_revoked_does_not_manage_itself_back() {
    Map<String, Object> registered = TestProxy.json(proxy.register(MANAGED));

    proxy.proxy().administration().revokeClient().revoke(new ClientId(id(registered)));

    Answers.assertRefused(send("PUT", registered, changed(registered)), 401, "invalid_token");
  }

  @Test
  void the_token_is_kept_as_a_hash_only() {
    Map<String, Object> registered = TestProxy.json(proxy.register(MANAGED));
    String token = (String) registered.get("registration_access_token");

    try (var clients = proxy.proxy().administration().findClients().find(Optional.empty())) {
      assertThat(clients.map(known -> known.client().orElseThrow().toString()))
          .singleElement()
          .asString()
          .contains(TokenHash.of(token).value())
          .doesNotContain(token);
    }
  }

  @Test
  void where_registration_is_switched_off_there_is_nothing() {
    TestProxy closed = TestProxy.of(TestSettings.simple().withoutRegistration());

    assertThat(closed.get("/register/client?client_id=x").status()).isEqualTo(404);
  }

  private static String id(Map<String, Object> registered) {
    return (String) registered.get("client_id");
  }

  private static String changed(Map<String, Object> registered) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("client_id", id(registered));
    registered.computeIfPresent(
        "client_secret",
        (name, secret) -> {
          members.put(name, (String) secret);
          return secret;
        });
    StringBuilder json = new StringBuilder("{\"redirect_uris\":[\"https://new.example/\"]");
    members.forEach((n, v) -> json.append(",\"").append(n).append("\":\"").append(v).append('"'));
    return json.append('}').toString();
  }

  private HttpResponse send(String method, Map<String, Object> registered, String body) {
    String uri = (String) registered.get("registration_client_uri");
    return proxy.send(
        method,
        uri.substring(BASE.length()),
        Map.of("Authorization", "Bearer " + registered.get("registration_access_token")),
        body);
  }

  private HttpResponse send(String method, String id, String authorization, String body) {
    return proxy.send(
        method, "/register/client?client_id=" + id, Map.of("Authorization", authorization), body);
  }
}
