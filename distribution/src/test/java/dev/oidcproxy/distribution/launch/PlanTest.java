package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.logging.LogFormat;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  static final String PROVIDER =
      """
      base_url: https://mcp.example.com
      provider:
        config_url: https://provider.example.com/.well-known/openid-configuration
        client_id: some-client
        client_secret: canary-secret
      """;

  private static final String KEY = "jwt_signing_key: 0123456789abcdef0123456789abcdef\n";

  private final Plugins plugins = Plugins.find(Optional.empty());

  private Configuration read(String more) {
    Configuration configuration = Configuration.of("test.yaml", PROVIDER + more, Map.of());
    Plan.read(configuration, plugins);
    return configuration;
  }

  private static List<String> words(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  @Test
  void a_provider_and_a_base_url_are_enough() {
    Configuration configuration = Configuration.of("test.yaml", PROVIDER, Map.of());

    Plan plan = Plan.read(configuration, plugins);

    assertThat(configuration.problems()).isEmpty();
    assertThat(plan.server().listen()).hasToString("127.0.0.1:8000");
    assertThat(plan.management().orElseThrow().listen()).hasToString("127.0.0.1:8900");
    assertThat(plan.logFormat()).isEqualTo(LogFormat.TEXT);
  }

  @Test
  void a_provider_that_cannot_act_for_people_at_another_api_is_a_problem() {
    String resource =
        "resources: [{path: /mcp, backend: 'http://127.0.0.1:9000', identity: on_behalf_of,"
            + " on_behalf_of: {scopes: [User.Read]}}]\n";
    assertThat(read(resource).problems()).isEmpty();

    Configuration google =
        Configuration.of(
            "test.yaml",
            "base_url: https://mcp.example.com\n"
                + "provider: {type: google, client_id: some-client, client_secret: canary-secret}\n"
                + resource,
            Map.of());
    Plan.read(google, plugins);
    assertThat(words(google.problems()))
        .singleElement()
        .asString()
        .startsWith(
            "test.yaml line 3: resources: of /mcp: on_behalf_of: the provider cannot get tokens of"
                + " other APIs on a person's behalf: azure can");
  }

  @Test
  void what_ends_with_the_process_is_warned_about_once() {
    assertThat(words(read("").warnings()))
        .containsExactly(
            "client_storage.type: tokens and registered clients are kept in memory and end with"
                + " this process: everybody signs in again after a restart. jwt_signing_key and"
                + " client_storage change that");
    assertThat(words(read(KEY).warnings()))
        .containsExactly(
            "client_storage.type: registered clients and logins are kept in memory and end with"
                + " this process: everybody signs in again after a restart. client_storage changes"
                + " that");
    assertThat(read(KEY + "client_storage: {type: memory}\n").warnings()).isEmpty();
  }

  @Test
  void a_short_key_is_warned_about() {
    assertThat(words(read("client_storage: {type: memory}\njwt_signing_key: canary").warnings()))
        .containsExactly(
            "test.yaml line 7: jwt_signing_key: is shorter than 32 bytes: it was stretched, but"
                + " `oidc-proxy keys generate` makes a better one");
  }

  @Test
  void a_storage_key_is_not_needed_for_memory() {
    assertThat(
            words(
                read(KEY
                        + "client_storage: {type: memory, encryption_key:"
                        + " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=}\n")
                    .warnings()))
        .containsExactly(
            "test.yaml line 7: client_storage.encryption_key: is not needed: memory is never"
                + " written anywhere");
  }

  @Test
  void the_keys_of_a_server_that_introspects_must_be_some() {
    String server = "introspection: {clients: [{client_id: api, jwks: '%s'}]}\n";
    String key =
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    assertThat(read(server.formatted("{\"keys\":[" + key + "]}")).problems()).isEmpty();
    for (String wrong : List.of("canary", "{\"keys\":[]}", "[" + key + "]")) {
      assertThat(words(read(server.formatted(wrong)).problems()))
          .singleElement()
          .asString()
          .contains("introspection.clients.0.jwks: must be a JWK Set")
          .doesNotContain("canary");
    }
  }

  @Test
  void a_pem_must_be_one() {
    assertThat(
            words(
                read("jwt_signing_algorithm: RS256\njwt_signing_key: -----BEGIN CANARY-----")
                    .problems()))
        .singleElement()
        .asString()
        .startsWith("test.yaml line 7: jwt_signing_key: cannot be used: ")
        .doesNotContain("CANARY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listen: 0.0.0.0:8000", "listen: \"[::]:8000\"", "listen: 10.1.2.3:8000"})
  void plain_text_beyond_loopback_is_warned_about(String listen) {
    String quiet = KEY + "client_storage: {type: memory}\n" + listen + "\n";

    assertThat(words(read(quiet).warnings()))
        .containsExactly(
            "test.yaml line 8: listen: is beyond loopback without TLS: set tls, or trusted_proxies"
                + " when a proxy in front has it");
    assertThat(read(quiet + "trusted_proxies: [10.0.0.0/8]").warnings()).isEmpty();
  }

  @Test
  void a_provider_without_openid_connect_is_told_where_everything_is() {
    String github =
        """
        base_url: http://localhost:8000
        jwt_signing_key: a-key-of-more-than-thirty-two-bytes-length
        provider:
          type: oauth2
          issuer: https://github.com/login/oauth
          authorization_endpoint: https://github.com/login/oauth/authorize
          token_endpoint: https://github.com/login/oauth/access_token
          userinfo_endpoint: https://api.github.com/user
          identity_claims: {subject: id, preferred_username: login}
          scope_header: X-OAuth-Scopes
          included_scopes: {user: ["read:user", "user:email"]}
          client_id: id
          client_secret: secret
        """;
    Configuration good = Configuration.of("test.yaml", github, Map.of());
    Plan.read(good, plugins);
    assertThat(words(good.problems())).isEmpty();

    Configuration bad =
        Configuration.of("test.yaml", github.replace("subject: id, ", ""), Map.of());
    Plan.read(bad, plugins);
    assertThat(words(bad.problems()))
        .singleElement()
        .asString()
        .startsWith("test.yaml line 9: provider.identity_claims.subject: is missing: the member");
  }

  @ParameterizedTest
  @CsvSource({
    "auth0, 'audience: https://api.example.com'",
    "google, 'hosted_domain: example.com'",
    "azure, 'tenant_id: common'",
    "aws, 'user_pool_id: eu-central-1_AbC'"
  })
  void a_named_provider_has_keys_of_its_own(String name, String key) {
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            PROVIDER.replace("provider:", "provider:\n  type: " + name + "\n  " + key),
            Map.of());
    Plan.read(configuration, plugins);

    assertThat(words(configuration.problems())).isEmpty();
  }

  @Test
  void a_token_verifier_must_be_installed() {
    assertThat(words(read("  token_verifier: mine\n").problems()))
        .containsExactly(
            "test.yaml line 6: provider.token_verifier: names no installed plugin; there is: google,"
                + " introspection, jwt, userinfo");
  }

  @Test
  void a_token_verifier_has_keys_of_its_own_and_excludes_the_providers() {
    String jwt =
        """
          token_verifier: jwt
          verifier:
            issuer: [https://provider.example.com, https://other.example.com]
            audience: https://api.example.com
            jwks_uri: https://provider.example.com/keys
        """;
    assertThat(words(read(jwt).problems())).isEmpty();
    assertThat(words(read(jwt.replace("jwks_uri", "jwks_url")).problems()))
        .anyMatch(problem -> problem.contains("did you mean provider.verifier.jwks_uri?"));
    assertThat(words(read("  required_scopes: [x]\n" + jwt).problems()))
        .singleElement()
        .asString()
        .contains("provider.required_scopes: does not go with token_verifier");
    assertThat(words(read("  verifier: {issuer: https://i.example.com}\n").problems()))
        .singleElement()
        .asString()
        .contains("is a key of something else than what is configured here");
  }

  @Test
  void a_plugin_that_cannot_be_loaded_is_named_where_it_is_missed(@TempDir Path folder)
      throws IOException {
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("broken.jar")))) {
      jar.putNextEntry(new ZipEntry("META-INF/services/dev.oidcproxy.application.spi.ProxyPlugin"));
      jar.write("com.example.Missing".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    Configuration configuration =
        Configuration.of("test.yaml", PROVIDER + "client_storage: {type: mine}\n", Map.of());

    Plan.read(configuration, Plugins.find(Optional.of(folder)));

    assertThat(words(configuration.problems()))
        .singleElement()
        .asString()
        .contains("client_storage.type: names no installed plugin", "com.example.Missing");
  }

  @Test
  void management_can_be_switched_off() {
    Configuration configuration =
        Configuration.of("test.yaml", PROVIDER + "management: {listen: off}\n", Map.of());

    assertThat(Plan.read(configuration, plugins).management()).isEmpty();
    assertThat(configuration.problems()).isEmpty();
  }
}
