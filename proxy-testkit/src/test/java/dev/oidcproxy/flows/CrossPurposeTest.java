package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row S17: what was made for one purpose serves no other. */
@Tag("S17")
class CrossPurposeTest {

  private final TestProxy proxy = TestProxy.of(TestSettings.simple().statelessClients());
  private final TestClient client = TestClient.register(proxy);
  private final Map<String, String> values = new LinkedHashMap<>();

  CrossPurposeTest() {
    TestBrowser browser = proxy.browser();
    var form = browser.consentPage(client.authorizeUrl());
    form.hidden().forEach((name, value) -> values.put("hidden " + name, value));
    browser.cookies().forEach((name, value) -> values.put("cookie " + name, value));
    String login = browser.approve(form);
    values.put("upstream state", FormText.query(login).get("state"));
    Tokens tokens = client.signIn();
    values.put("access token", tokens.access());
    values.put("refresh token", tokens.refreshToken());
    values.put("code", client.code());
    values.put("client id", client.id());
  }

  @Tag("S17")
  @ParameterizedTest
  @ValueSource(strings = {"access token", "code", "refresh token", "client id", "consent", "state"})
  void s17_nothing_else_serves_in_its_place(String place) {
    values.forEach((what, value) -> {
      if (!what.equals(place)) {
        assertThat(tried(place, value).status()).as(what + " as " + place).isBetween(400, 403);
      }
    });
  }

  @Tag("S17")
  @Test
  void s17_nothing_was_spent_by_trying() {
    values.values().forEach(value -> tried("code", "x" + value));
    values.values().forEach(value -> tried("refresh token", "x" + value));

    assertThat(client.redeem(values.get("code")).status()).isEqualTo(200);
    assertThat(client.refresh(values.get("refresh token")).status()).isEqualTo(200);
    Answers.admitted(proxy.call(values.get("access token")));
  }

  private HttpResponse tried(String place, String value) {
    return switch (place) {
      case "access token" -> Answers.refused(proxy.call(value));
      case "code" -> client.redeem(value);
      case "refresh token" -> client.refresh(value);
      case "client id" -> new TestClient(proxy, value, TestClient.LOOPBACK).redeem("x");
      case "consent" -> consent(value);
      default -> proxy.get("/auth/callback?code=x&" + FormText.encode(Map.of("state", value)));
    };
  }

  /** A fresh page whose token was replaced. */
  private HttpResponse consent(String value) {
    TestBrowser browser = proxy.browser();
    var form = browser.consentPage(client.authorizeUrl());
    Map<String, String> answer = form.answered("approve");
    answer.replaceAll(
        (name, genuine) -> name.equals("decision") || name.equals("transaction") ? genuine : value);
    return browser.post(form.action(), answer);
  }
}
