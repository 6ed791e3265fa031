package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row S32: what is secret, and what a stranger wrote, comes out nowhere. */
@Tag("S32")
class SecretsTest {

  private static final String CANARY = "canary";

  @Tag("S32")
  @Test
  void s32_a_day_full_of_trouble_leaves_no_secret_in_the_log() {
    try (LogLines log = new LogLines()) {
      List<String> secrets = troubles(TestProxy.World.create(WatchedStore::new));

      assertThat(log.all()).isNotEmpty().doesNotContain(CANARY);
      secrets.forEach(secret -> assertThat(log.all()).doesNotContain(secret));
    }
  }

  @Tag("S33")
  @Test
  void s33_the_store_never_sees_a_secret_or_a_name() {
    TestProxy.World world = TestProxy.World.create(WatchedStore::new);
    List<String> secrets = troubles(world);

    assertThat(((WatchedStore) world.store()).written())
        .isNotEmpty()
        .allSatisfy(bytes -> {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          assertThat(text).doesNotContain(CANARY).doesNotContain("alice");
          secrets.forEach(secret -> assertThat(text).doesNotContain(secret));
        });
  }

  @Tag("S32")
  @Test
  void s32_events_carry_no_secret() {
    TestProxy.World world = TestProxy.World.create(WatchedStore::new);
    List<String> secrets = troubles(world);

    String events = world.events().toString();
    assertThat(events).doesNotContain(CANARY);
    secrets.forEach(secret -> assertThat(events).doesNotContain(secret));
  }

  @Tag("S32")
  @Test
  void s32_values_do_not_print_what_they_hold() {
    TestProxy proxy = TestProxy.simple();
    Tokens tokens = TestClient.register(proxy).signIn();

    var verified = proxy.proxy().verifyToken().verify(tokens.access(), proxy.resource().resource());

    assertThat(verified.toString()).doesNotContain(CANARY).contains("redacted");
    assertThat(TestProxy.HS256.toString()).doesNotContain(CANARY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/token|grant_type=<script>echo&client_id=%s",
        "/token|grant_type=authorization_code&client_id=<script>echo",
        "/token|grant_type=authorization_code&client_id=%s&code=<script>echo&code_verifier=x",
        "/token|grant_type=refresh_token&client_id=%s&refresh_token=<script>echo",
        "/token|grant_type=refresh_token&client_id=%s&refresh_token=x&scope=<script>echo",
        "/revoke|client_id=<script>echo&token=x",
        "/register|{\"redirect_uris\":[\"<script>echo\"]}",
        "/register|{\"<script>echo",
        "/register|{\"redirect_uris\":[\"https://a.example/\"],\"scope\":\"<script>echo\"}",
        "/<script>echo|x"
      })
  void no_answer_echoes_what_it_was_sent(String path, String body) {
    TestProxy proxy = TestProxy.simple();
    String id = TestClient.register(proxy).id();

    HttpResponse response = proxy.post(path, body.formatted(id), Map.of());

    assertThat(response.status()).isBetween(400, 404);
    assertThat(TestBrowser.text(response)).doesNotContain("echo");
  }

  /** Signs in, and then does everything wrong that there is. Returns what is secret in it. */
  private static List<String> troubles(TestProxy.World world) {
    WatchedStore store = (WatchedStore) world.store();
    TestProxy proxy = new TestProxy(world, TestSettings.simple(), TestProxy.HS256);
    TestClient client = TestClient.register(proxy);
    TestBrowser browser = proxy.browser();
    String refused = browser.approve(browser.consentPage(client.authorizeUrl()));
    TestClient.comeBack(browser, proxy.provider().refuse(URI.create(refused)));
    String code = client.code();
    Tokens tokens = Tokens.of(client.redeem(code));
    proxy.call(tokens.access());
    proxy.call(tokens.access() + "canary");
    client.redeem("canary", Map.of("code_verifier", "canary"));
    world.clock().pass(Duration.ofHours(2));
    world.provider().conduct().goDown();
    client.refresh(tokens.refreshToken());
    proxy.call(tokens.access());
    world.provider().conduct().comeBack();
    store.fail(true);
    client.refresh(tokens.refreshToken());
    proxy.call(tokens.access());
    browser.visit(client.authorizeUrl(Map.of("state", "canary")));
    store.fail(false);
    Tokens newer = Tokens.of(client.refresh(tokens.refreshToken()));
    client.redeem(code);
    world.provider().conduct().goDown();
    world.scheduler().work();
    List<String> secrets = new ArrayList<>(browser.cookies().values());
    secrets.addAll(List.of(code, tokens.access(), tokens.refreshToken()));
    secrets.addAll(List.of(newer.access(), newer.refreshToken()));
    return secrets;
  }
}
