package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.keys.Machine;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.FakeProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that the provider knows, in the keyring of the account. */
class ProviderKeyTest {

  @TempDir private Path folder;

  @Test
  void a_key_in_the_keyring_makes_it_ready() throws Exception {
    Choosing choosing = new Choosing(folder);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    String der =
        Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    choosing
        .vault()
        .put(
            "provider",
            Secret.of("-----BEGIN PRIVATE KEY-----" + der + "-----END PRIVATE KEY-----"));
    assertThat(readiness(choosing.mac()))
        .isEqualTo(
            "{\"status\":\"ready\",\"provider\":{\"status\":\"up\"},\"store\":{\"status\":\"up\"}}");
  }

  @Test
  void a_key_that_is_not_there_is_told_before_anybody_signs_in() throws Exception {
    assertThat(readiness(new Choosing(folder).mac()))
        .contains("the entry provider of oidc-proxy in the system keyring is not there");
  }

  @Test
  void a_keyring_is_needed_only_where_a_key_is_said_to_be_in_it() {
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            PlanTest.PROVIDER.replaceAll(
                "client_secret: .*",
                "token_endpoint_auth_method: private_key_jwt\n  private_key_keyring: provider"),
            Map.of());
    Plan.read(configuration, Plugins.find(Optional.empty()), Machine.bare());
    assertThat(Choosing.only(configuration.problems()))
        .contains("provider.private_key_keyring: cannot be read: this account has no system");
  }

  private String readiness(Machine machine) throws Exception {
    try (FakeProvider provider = FakeProvider.start(InstantSource.system())) {
      String yaml =
          """
          base_url: http://127.0.0.1:8000
          listen: 127.0.0.1:0
          management: {listen: "127.0.0.1:0", token_file: "%s"}
          client_storage: {type: memory}
          provider:
            config_url: %s
            client_id: some-client
            token_endpoint_auth_method: private_key_jwt
            private_key_keyring: provider
          """
              .formatted(folder.resolve("admin.token"), provider.configUrl());
      Configuration configuration = Configuration.of("test.yaml", yaml, Map.of());
      Plan plan = Plan.read(configuration, Plugins.find(Optional.empty()), machine);
      assertThat(configuration.problems()).isEmpty();
      try (RunningProxy proxy = RunningProxy.start(plan);
          HttpClient client = HttpClient.newHttpClient()) {
        URI uri =
            URI.create(
                "http://127.0.0.1:"
                    + proxy.managementAddress().orElseThrow().getPort()
                    + "/readyz");
        return client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
      }
    }
  }
}
