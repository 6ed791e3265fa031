package dev.oidcproxy.distribution.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.domain.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

  private static Configuration yaml(String yaml) {
    return Configuration.of("test.yaml", yaml, Map.of());
  }

  private static Configuration environment(Map<String, String> variables) {
    return Configuration.of("", "", variables);
  }

  private static List<String> problems(Configuration configuration) {
    return configuration.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void values_come_from_the_file() {
    ConfigReader reader =
        yaml("""
        base_url: https://mcp.example.com
        provider:
          client_id: 123
          required_scopes: [openid, "read"]
          extra_authorize_params: {prompt: consent, max.age: 5}
        resources:
          - path: /a
          - path: /b
        valid_scopes: openid
        allowed_origins: []
        issuer_url:
        branding: ~
        """)
            .reader();

    assertThat(reader.text("base_url")).contains("https://mcp.example.com");
    assertThat(reader.section("provider").text("client_id")).contains("123");
    assertThat(reader.section("provider").list("required_scopes"))
        .contains(List.of("openid", "read"));
    assertThat(reader.section("provider").map("extra_authorize_params"))
        .isEqualTo(Map.of("prompt", "consent", "max.age", "5"));
    assertThat(reader.sections("resources").stream().map(r -> r.text("path").orElseThrow()))
        .containsExactly("/a", "/b");
    assertThat(reader.list("valid_scopes")).contains(List.of("openid"));
    assertThat(reader.list("allowed_origins")).contains(List.of());
    assertThat(reader.text("issuer_url")).isEmpty();
    assertThat(reader.has("branding")).isFalse();
  }

  @Test
  void values_come_from_the_environment() {
    ConfigReader reader =
        environment(
                Map.of(
                    "OIDC_PROXY_BASE_URL", "https://mcp.example.com",
                    "OIDC_PROXY_PROVIDER_CLIENT_SECRET", "canary",
                    "OIDC_PROXY_PROVIDER_REQUIRED_SCOPES", "openid, read,",
                    "OIDC_PROXY_PROVIDER_EXTRA_AUTHORIZE_PARAMS_ACCESS_TYPE", "offline",
                    "OIDC_PROXY_RESOURCES_0_PATH", "/a",
                    "OIDC_PROXY_RESOURCES_1_PATH", "/b",
                    "OIDC_PROXY_JWT_SIGNING_KEY_0", "new",
                    "OIDC_PROXY_JWT_SIGNING_KEY_1", "old",
                    "OIDC_PROXY_ALLOWED_ORIGINS", "[]",
                    "OIDC_PROXY_ISSUER_URL", " "))
            .reader();

    assertThat(reader.text("base_url")).contains("https://mcp.example.com");
    assertThat(reader.section("provider").secret("client_secret")).contains(Secret.of("canary"));
    assertThat(reader.section("provider").list("required_scopes"))
        .contains(List.of("openid", "read"));
    assertThat(reader.section("provider").map("extra_authorize_params"))
        .isEqualTo(Map.of("access_type", "offline"));
    assertThat(reader.sections("resources").stream().map(r -> r.text("path").orElseThrow()))
        .containsExactly("/a", "/b");
    assertThat(reader.secrets("jwt_signing_key"))
        .containsExactly(Secret.of("new"), Secret.of("old"));
    assertThat(reader.list("allowed_origins")).contains(List.of());
    assertThat(reader.text("issuer_url")).isEmpty();
  }

  @Test
  void a_reader_may_ask_for_a_variable_that_is_not_ours() {
    ConfigReader reader =
        environment(Map.of("XDG_DATA_HOME", "/data", "LOCALAPPDATA", " ")).reader();
    assertThat(reader.section("client_storage").variable("XDG_DATA_HOME")).contains("/data");
    assertThat(reader.variable("LOCALAPPDATA")).isEmpty();
    assertThat(reader.variable("HOME")).isEmpty();
  }

  @Test
  void the_environment_beats_the_file() {
    ConfigReader reader =
        Configuration.of(
                "test.yaml",
                "listen: 127.0.0.1:1\nvalid_scopes: [a]\nresources: [{path: /a}]\nname: x",
                Map.of(
                    "OIDC_PROXY_LISTEN", "127.0.0.1:2",
                    "OIDC_PROXY_VALID_SCOPES", "b",
                    "OIDC_PROXY_RESOURCES_0_PATH", "/b",
                    "OIDC_PROXY_NAME", ""))
            .reader();

    assertThat(reader.text("listen")).contains("127.0.0.1:2");
    assertThat(reader.list("valid_scopes")).contains(List.of("b"));
    assertThat(reader.sections("resources").getFirst().text("path")).contains("/b");
    assertThat(reader.text("name")).contains("x");
  }

  @Test
  void variables_are_put_into_the_file() {
    ConfigReader reader =
        Configuration.of(
                "test.yaml",
                """
                a: ${HOST}
                b: https://${HOST}:${PORT:8000}/${NONE:}
                c: ["${HOST}", "x ${EMPTY:y} $z {w}"]
                """,
                Map.of("HOST", "mcp.example.com", "EMPTY", ""))
            .reader();

    assertThat(reader.text("a")).contains("mcp.example.com");
    assertThat(reader.text("b")).contains("https://mcp.example.com:8000/");
    assertThat(reader.list("c")).contains(List.of("mcp.example.com", "x y $z {w}"));
  }

  @Test
  void a_missing_variable_is_a_problem_and_nothing_else_is_said_of_its_key() {
    Configuration configuration = yaml("\nbase_url: ${NOWHERE}\nlisten: ${half\n");

    configuration.reader().requiredText("base_url", "the public URL");
    configuration.reader().text("listen");

    assertThat(problems(configuration))
        .containsExactly(
            "test.yaml line 2: base_url: the environment variable NOWHERE is not set: set it, or"
                + " give a default as ${NOWHERE:default}",
            "test.yaml line 3: listen: has a ${ that begins no reference: write ${NAME} or"
                + " ${NAME:default}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\n\\tb: 2 | 2 | a tab cannot indent or separate; use spaces",
        "a: 1\\n  b: 2 | 2 | check indentation, colons and quotes of this line and the one before",
        "a: 1\\nb: *canary | 2 | put a value that begins with a special character such as * & @ % ` in quotes",
        "a: @canary | 1 | put a value that begins with a special character such as * & @ % ` in quotes",
        "a: 1\\n---\\nb: 2 | 2 | there must be one document, so no line --- between others",
      })
  void what_is_not_yaml_is_a_problem_with_its_line_in_our_words(
      String text, int line, String advice) {
    assertThat(problems(yaml(text.replace("\\n", "\n").replace("\\t", "\t"))))
        .containsExactly("test.yaml line " + line + ": configuration: is not YAML here: " + advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a", "just words"})
  void a_file_must_hold_keys(String text) {
    assertThat(problems(yaml(text)))
        .containsExactly(
            "test.yaml line 1: configuration: must be keys and values, for example base_url:"
                + " https://…");
  }

  @Test
  void an_alias_that_contains_itself_comes_to_an_end() {
    assertThat(problems(yaml("a: &a [*a]"))).isNotEmpty();
  }

  @Test
  void a_key_given_twice_is_a_problem() {
    Configuration configuration = yaml("listen: a\n\nprovider:\n  client_id: x\n  client_id: y\n");
    configuration.reader().text("listen");
    configuration.reader().section("provider").text("client_id");

    assertThat(problems(configuration))
        .containsExactly("test.yaml line 5: provider.client_id: is given twice: line 4 has it too");
  }

  @Test
  void an_unknown_key_is_a_problem_that_names_the_nearest_known_one() {
    Configuration configuration =
        yaml(
            """
            base_ulr: https://mcp.example.com
            client_id: x
            provider: {clientid: x}
            resources: [{pth: /mcp}]
            nothing_like_it_at_all: 1
            """);
    configuration.reader().section("provider").text("client_id");
    configuration.reader().sections("resources").getFirst().text("path");

    assertThat(problems(configuration))
        .containsExactly(
            "test.yaml line 1: base_ulr: is not a key: did you mean base_url?",
            "test.yaml line 2: client_id: is not a key: did you mean provider.client_id?",
            "test.yaml line 3: provider.clientid: is not a key: did you mean provider.client_id?",
            "test.yaml line 4: resources.0.pth: is not a key: did you mean resources.0.path?",
            "test.yaml line 5: nothing_like_it_at_all: is not a key: the annotated sample"
                + " configuration has all of them");
  }

  @Test
  void an_unknown_section_is_one_problem() {
    assertThat(problems(yaml("provder:\n  client_id: x\n  client_secret: y\n")))
        .containsExactly("test.yaml line 1: provder: is not a key: did you mean provider?");
  }

  @Test
  void an_unknown_variable_is_a_problem_too() {
    Configuration configuration =
        environment(
            Map.of(
                "OIDC_PROXY_BASE_ULR",
                "x",
                "OIDC_PROXY_LISTEN",
                "y",
                "OIDC_PROXY_EMPTY",
                "",
                "OTHER",
                "z"));
    configuration.reader().text("listen");

    assertThat(problems(configuration))
        .containsExactly(
            "environment: OIDC_PROXY_BASE_ULR: is not a key: did you mean OIDC_PROXY_BASE_URL?");
  }

  @Test
  void what_kubernetes_says_of_a_service_is_no_key() {
    assertThat(
            problems(
                environment(
                    Map.of(
                        "OIDC_PROXY_SERVICE_HOST", "10.0.0.1",
                        "OIDC_PROXY_SERVICE_PORT_HTTP", "8000",
                        "OIDC_PROXY_PORT", "tcp://10.0.0.1:8000",
                        "OIDC_PROXY_PORT_8000_TCP_ADDR", "10.0.0.1"))))
        .isEmpty();
  }

  @Test
  void a_key_that_nothing_reads_here_is_a_problem_that_says_so() {
    String nothing =
        "is a key of something else than what is configured here, and would have no effect";

    assertThat(
            problems(
                Configuration.of(
                    "test.yaml",
                    "client_storage: {path: /data}",
                    Map.of("OIDC_PROXY_CLIENT_STORAGE_URL", "redis://127.0.0.1"))))
        .containsExactly(
            "test.yaml line 1: client_storage.path: " + nothing,
            "environment: OIDC_PROXY_CLIENT_STORAGE_URL: " + nothing);
  }

  @Test
  void a_key_of_a_later_version_is_a_problem_that_says_so() {
    String later = "this version does not have it yet, a later one brings it: remove it for now";

    assertThat(
            problems(
                Configuration.of(
                    "test.yaml",
                    """
                    telemetry:
                      log_format: text
                    """,
                    Map.of("OIDC_PROXY_TELEMETRY_OTLP_ENDPOINT", "http://127.0.0.1:4318"))))
        .contains("environment: OIDC_PROXY_TELEMETRY_OTLP_ENDPOINT: " + later);
  }

  @Test
  void a_later_key_that_is_off_is_none() {
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            """
            telemetry: {otlp_endpoint:}
            """,
            Map.of("OIDC_PROXY_TELEMETRY_OTLP_ENDPOINT", ""));

    assertThat(problems(configuration)).isEmpty();
  }

  @Test
  void a_value_of_another_shape_is_a_problem() {
    Configuration configuration =
        yaml(
            """
            base_url: {a: b}
            listen: [a]
            valid_scopes: {a: b}
            allowed_origins: [{a: b}]
            resources: /mcp
            provider: oidc
            tls: [a]
            """);
    ConfigReader reader = configuration.reader();
    reader.text("base_url");
    reader.text("listen");
    reader.list("valid_scopes");
    reader.list("allowed_origins");
    reader.sections("resources");
    reader.section("provider").text("type");

    assertThat(problems(configuration))
        .containsExactly(
            "test.yaml line 1: base_url: must be one value, not a section",
            "test.yaml line 2: listen: must be one value, not a list",
            "test.yaml line 3: valid_scopes: must be a list of values",
            "test.yaml line 4: allowed_origins: must be a list of plain values",
            "test.yaml line 5: resources: must be a list of sections, each beginning with a dash",
            "test.yaml line 6: provider: must be a section with keys of its own",
            "test.yaml line 7: tls: must be a section with keys of its own");
  }

  @Test
  void problems_are_in_the_order_of_the_file() {
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            "z: 1\n" + "\n".repeat(9) + "listen: x\nprovider: {type: a}\n",
            Map.of("OIDC_PROXY_NAME", "x"));
    ConfigReader reader = configuration.reader();
    reader.text("listen");
    reader.problem("listen", "must be a host and a port");
    reader.section("provider").requiredText("client_id", "from the provider");
    reader.section("provider").text("type");
    reader.requiredText("base_url", "the public URL");

    assertThat(problems(configuration))
        .containsExactly(
            "base_url: is missing: the public URL",
            "test.yaml line 1: z: is not a key: the annotated sample configuration has all of them",
            "test.yaml line 11: listen: must be a host and a port",
            "test.yaml line 12: provider.client_id: is missing: from the provider",
            "environment: OIDC_PROXY_NAME: is not a key");
  }

  @Test
  void nothing_is_unknown_in_a_section_whose_reader_is_missing() {
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            "provider: {type: other, its_own: x}",
            Map.of("OIDC_PROXY_PROVIDER_ANOTHER", "y"));
    configuration.reader().section("provider").text("type");
    configuration.leaveUnread("provider");

    assertThat(problems(configuration)).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_read_is_the_only_problem(@TempDir Path folder) {
    Path file = folder.resolve("none.yaml");
    Configuration configuration = Configuration.load(Optional.of(file), Map.of());
    configuration.reader().requiredText("base_url", "the public URL");

    assertThat(problems(configuration))
        .containsExactly(
            file
                + ": configuration file: cannot be read: check that it exists, who may read it, and"
                + " that it is UTF-8");
  }

  @Test
  void a_named_file_is_read(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), "\uFEFFlisten: here\n");

    assertThat(Configuration.load(Optional.of(file), Map.of()).reader().text("listen"))
        .contains("here");
  }

  @Test
  void effective_values_say_where_they_came_from_and_hide_secrets() {
    Configuration configuration =
        Configuration.of(
            "test.yaml",
            """
            base_url: https://mcp.example.com
            provider:
              client_secret: canary-1
              extra_token_params: {api_key: canary-2, audience: x}
            jwt_signing_key: [canary-3, canary-4]
            egress_proxy: http://user:canary-5@proxy.example
            valid_scopes: [a, b]
            """,
            Map.of("OIDC_PROXY_LISTEN", "127.0.0.1:9"));
    ConfigReader reader = configuration.reader();
    reader.text("base_url");
    reader.text("listen");
    reader.text("egress_proxy");
    reader.list("valid_scopes");
    reader.secrets("jwt_signing_key");
    reader.section("provider").secret("client_secret");
    reader.section("provider").map("extra_token_params");

    assertThat(configuration.effectiveValues().stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "base_url: https://mcp.example.com # test.yaml line 1",
            "listen: 127.0.0.1:9 # environment variable OIDC_PROXY_LISTEN",
            "management.listen: 127.0.0.1:8900 # default",
            "provider.client_secret: ******** # test.yaml line 3",
            "jwt_signing_key: ******** # test.yaml line 5",
            "valid_scopes: [a, b] # test.yaml line 7",
            "egress_proxy: http://********@proxy.example # test.yaml line 6",
            "provider.extra_token_params.api_key: ******** # test.yaml line 4",
            "provider.extra_token_params.audience: x # test.yaml line 4")
        .noneMatch(line -> line.contains("canary"));
  }
}
