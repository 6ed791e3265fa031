package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.plugin.Plugins;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.port.KeyValueStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row S33: a wrong key is an error of the start, and not a store of broken records. */
class SealGuardTest {

  private static final String YAML =
      """
      base_url: http://127.0.0.1:8000
      listen: 127.0.0.1:0
      management: {listen: "127.0.0.1:0"}
      provider:
        config_url: http://127.0.0.1:9/.well-known/openid-configuration
        client_id: some-client
        client_secret: canary-secret
      jwt_signing_key: canary-key-that-is-long-enough-for-everybody
      client_storage: {type: mine, encryption_key: "ENCRYPTION_KEY"}
      """;
  private static final String KEY = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
  private static final String OTHER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final KeyValueStore store = new InMemoryStore(InstantSource.system());
  private volatile boolean down;

  private RunningProxy start(String key) {
    Configuration configuration =
        Configuration.of("test.yaml", YAML.replace("ENCRYPTION_KEY", key), Map.of());
    Plugins plugins = Plugins.find(Optional.empty()).and(new KeptStorePlugin("mine", breakable()));
    Plan plan = Plan.read(configuration, plugins);
    assertThat(configuration.problems()).isEmpty();
    return RunningProxy.start(plan);
  }

  @Tag("S33")
  @Test
  void s33_a_wrong_key_stops_the_start_in_words() {
    start(KEY).close();

    assertThatThrownBy(() -> start(OTHER_KEY))
        .isInstanceOf(RefusedStartException.class)
        .hasMessageStartingWith("client_storage.encryption_key: does not open what is stored")
        .message()
        .doesNotContain(OTHER_KEY);
    start(KEY).close();
  }

  @Tag("F1")
  @Test
  void f1_a_store_that_is_down_stops_no_start_and_is_looked_at_when_it_is_back() throws Exception {
    start(KEY).close();
    down = true;
    try (RunningProxy right = start(KEY);
        RunningProxy wrong = start(OTHER_KEY)) {
      assertThat(ready(right)).contains("the store is switched off");
      assertThat(ready(wrong)).contains("the store is switched off");

      down = false;

      assertThat(ready(right)).endsWith("\"store\":{\"status\":\"up\"}}");
      assertThat(ready(wrong))
          .contains("what is stored was sealed with a key that is not among those configured");
    }
  }

  private static String ready(RunningProxy proxy) throws Exception {
    int port = proxy.managementAddress().orElseThrow().getPort();
    URI uri = URI.create("http://127.0.0.1:" + port + "/readyz");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private KeyValueStore breakable() {
    return (KeyValueStore)
        Proxy.newProxyInstance(
            KeyValueStore.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              if (down && !method.getName().equals("onChange")) {
                throw new StoreException("the store is switched off");
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
