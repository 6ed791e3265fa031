package dev.oidcproxy.e2e.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.remote.RemoteClient;
import dev.oidcproxy.testkit.remote.Wire;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of a provider plugin, as its build made it, in the packaged program. */
@Timeout(120)
@SuppressWarnings("InlineFormatString") // the text reads better apart
class InstalledPluginTest {

  private static final String BASE_URL = "http://127.0.0.1:8000";

  private static final String YAML =
      """
      base_url: %s
      listen: 127.0.0.1:0
      management: {listen: "off"}
      provider:
        type: acme
        tenant: north
        config_url: %s
        client_id: %s
        client_secret: "%s"
      resources: [{path: /mcp, backend: "http://127.0.0.1:9/mcp"}]
      jwt_signing_key: canary-signing-key-of-more-than-32-bytes
      client_storage: {type: memory}
      """;

  private final FakeProvider provider =
      FakeProvider.start(InstantSource.system()).idToken("tenant", "north");

  @TempDir Path home;

  private Installed program;

  @BeforeEach
  void install() throws Exception {
    program =
        new Installed(
            home,
            Installed.example(),
            YAML.formatted(
                BASE_URL, provider.configUrl(), provider.clientId(), provider.clientSecret()));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void people_sign_in_by_it() throws Exception {
    Process process = program.start("serve");
    try (Wire wire = new Wire(Duration.ofSeconds(30));
        BufferedReader out = process.inputReader(UTF_8)) {
      String ready = out.readLine();
      assertThat(ready).as(program.log()).startsWith("ready: " + BASE_URL);
      int port = Integer.parseInt(ready.replaceAll(".*:(\\d+)\\)", "$1"));
      RemoteClient client =
          RemoteClient.register(
              new RemoteClient.Deployment(BASE_URL, provider, request -> wire.send(port, request)),
              "A client");

      TestBrowser browser = client.at().browser();
      String login = browser.approve(browser.consentPage(client.authorizeUrl()));

      assertThat(login).startsWith(provider.issuer()).contains("tenant=north");
      assertThat(client.signIn().access()).isNotEmpty();

      provider.idToken("tenant", "south");

      String answer = TestClient.comeBack(browser, provider.authorize(URI.create(login)));
      assertThat(FormText.query(answer)).containsKey("error").doesNotContainKey("code");
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertThat(program.log()).contains("it is of another tenant").doesNotContain("canary");
  }

  @Test
  void its_keys_are_keys_of_the_configuration() throws Exception {
    Process process = program.start("config", "show");
    String shown = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(program.log()).isZero();
    assertThat(shown.replaceAll(" +", " "))
        .contains("provider.type: acme # ", "provider.tenant: north # ");
  }
}
