package dev.oidcproxy.distribution.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.distribution.config.Configuration;
import dev.oidcproxy.distribution.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever comes from FastMCP finds every parameter, and what takes its place is read. */
class FromFastMcpTest {

  private static final Path PAGE = Path.of("../docs/from-fastmcp.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern KEY = Pattern.compile("[a-z_]+((\\[])?\\.[a-z_]+)*(\\[])?");
  private static final Pattern VARIABLE = Pattern.compile("(OIDC_PROXY_[A-Z0-9_]+)(=.*)?");
  private static final List<String> TYPES =
      List.of("oidc", "auth0", "google", "azure", "aws", "oauth2");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OAuthProxy | upstream_authorization_endpoint upstream_token_endpoint upstream_client_id
          OAuthProxy | upstream_client_secret upstream_revocation_endpoint token_verifier base_url
          OAuthProxy | resource_base_url redirect_path issuer_url service_documentation_url
          OAuthProxy | allowed_client_redirect_uris valid_scopes forward_pkce forward_resource
          OAuthProxy | token_endpoint_auth_method extra_authorize_params extra_token_params
          OAuthProxy | client_storage jwt_signing_key require_authorization_consent
          OAuthProxy | consent_csp_policy fallback_access_token_expiry_seconds enable_cimd
          OAuthProxy | fallback_refresh_token_expiry_seconds token_expiry_threshold_seconds
          OAuthProxy | fastmcp_access_token_expiry_seconds identity_assertion
          OIDCProxy | config_url strict client_id client_secret audience timeout_seconds
          OIDCProxy | token_verifier algorithm required_scopes verify_id_token
          Auth0Provider | config_url client_id client_secret audience required_scopes
          GoogleProvider | client_id client_secret required_scopes valid_scopes timeout_seconds
          GoogleProvider | extra_authorize_params http_client
          AzureProvider | client_id client_secret tenant_id required_scopes identifier_uri
          AzureProvider | additional_authorize_scopes base_authority token_issuer http_client
          AzureProvider | from_b2c(tenant_name) from_b2c(policy_name) from_b2c(custom_domain)
          AWSCognitoProvider | user_pool_id aws_region client_id client_secret required_scopes
          GitHubProvider | client_id client_secret required_scopes timeout_seconds
          GitHubProvider | cache_ttl_seconds max_cache_size http_client
          WorkOSProvider | authkit_domain client_id client_secret required_scopes timeout_seconds
          ClerkProvider | domain client_id client_secret required_scopes timeout_seconds
          """)
  void every_parameter_of_fastmcp_is_there(String type, String names) throws IOException {
    List<String> section =
        lines()
            .dropWhile(line -> !line.matches("##+ (\\w+, )?" + type + "\\b.*"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("#"))
            .filter(line -> line.startsWith("| "))
            .map(row -> cells(row)[1])
            .toList();
    assertThat(section).isNotEmpty();
    for (String name : names.split("\\s+")) {
      assertThat(section).as(name).anySatisfy(cell -> assertThat(cell).contains("`" + name + "`"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH0, CONFIG_URL CLIENT_ID CLIENT_SECRET AUDIENCE BASE_URL REDIRECT_PATH REQUIRED_SCOPES",
    "GOOGLE, CLIENT_ID CLIENT_SECRET BASE_URL REDIRECT_PATH REQUIRED_SCOPES TIMEOUT_SECONDS",
    "GITHUB, CLIENT_ID CLIENT_SECRET BASE_URL REDIRECT_PATH REQUIRED_SCOPES TIMEOUT_SECONDS",
    "AZURE, TENANT_ID IDENTIFIER_URI ADDITIONAL_AUTHORIZE_SCOPES",
    "AWS_COGNITO, USER_POOL_ID"
  })
  void every_variable_of_fastmcp_is_there(String type, String names) throws IOException {
    List<String> theirs = variables().map(row -> cells(row)[1]).toList();
    for (String name : names.split(" ")) {
      String variable = "`FASTMCP_SERVER_AUTH_" + type + "_" + name + "`";
      assertThat(theirs).anySatisfy(cell -> assertThat(cell).contains(variable));
    }
  }

  @Test
  void what_takes_the_place_of_a_variable_is_read() throws IOException {
    List<String> ours = variables().flatMap(row -> codes(cells(row)[2])).toList();
    assertThat(ours).hasSizeGreaterThan(15).allSatisfy(code -> assertThat(code).matches(VARIABLE));
    for (String code : ours) {
      String name = code.replaceFirst("=.*", "");
      assertThat(TYPES).as(name).anyMatch(type -> isVariable(name, type));
    }
    assertThat(TYPES).noneMatch(type -> isVariable("OIDC_PROXY_NONE_SUCH", type));
  }

  @Test
  void what_takes_the_place_of_a_parameter_is_a_key() throws IOException {
    List<String> keys = new ArrayList<>();
    for (String row : parameters().toList()) {
      assertThat(cells(row)[2]).as(row).containsPattern("`|—");
      codes(cells(row)[2]).filter(code -> KEY.matcher(code).matches()).forEach(keys::add);
    }
    assertThat(keys).hasSizeGreaterThan(60).contains("resources[].identity");
    assertThat(keys).allSatisfy(key -> assertThat(isKey(key)).as(key).isTrue());
    assertThat(isKey("provider.none_such")).isFalse();
    assertThat(isKey("none_such")).isFalse();
  }

  @Test
  void what_only_providers_without_openid_connect_have_is_said_to_be_theirs() throws IOException {
    List<String> theirs =
        parameters()
            .filter(row ->
                codes(cells(row)[2])
                    .filter(code -> code.startsWith("provider.") && KEY.matcher(code).matches())
                    .anyMatch(key -> problems(yaml(key, "oidc")).contains("of something else")))
            .toList();
    assertThat(theirs)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(row ->
            assertThat(cells(row)[3]).containsPattern("`provider.type: oauth2`|as above|verifier"));
  }

  private static Stream<String> lines() throws IOException {
    return Files.readString(PAGE).lines();
  }

  /** The rows of tables with three columns: a parameter, what it is here, differences. */
  private static Stream<String> parameters() throws IOException {
    return lines()
        .dropWhile(line -> !line.startsWith("## OAuthProxy"))
        .takeWhile(line -> !line.startsWith("### Others"))
        .filter(line -> line.startsWith("| ") && !line.startsWith("| FastMCP"));
  }

  private static Stream<String> variables() throws IOException {
    return lines().filter(line -> line.startsWith("| `FASTMCP_SERVER_AUTH"));
  }

  private static String[] cells(String row) {
    return row.split("(?<!\\\\)\\|", -1);
  }

  private static Stream<String> codes(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1));
  }

  private static boolean isVariable(String name, String type) {
    Map<String, String> variables = new HashMap<>(Map.of("OIDC_PROXY_PROVIDER_TYPE", type));
    variables.putIfAbsent(name, "x");
    return !problems("", variables).matches("(?s).*(not a key|of something else).*");
  }

  private static boolean isKey(String path) {
    return Configuration.keysOfThisVersion().contains(path.replace("[]", ".*"))
        || TYPES.stream().anyMatch(type -> !problems(yaml(path, type)).contains("is not a key"));
  }

  /** The key with a value, for a provider of that type. */
  private static String yaml(String path, String type) {
    String yaml = "x";
    String[] parts = path.split("\\.");
    for (int i = parts.length - 1; i >= 0; i--) {
      boolean list = parts[i].endsWith("[]");
      String name = parts[i].replace("[]", "");
      yaml = "{" + name + ": " + (list ? "[" + yaml + "]" : yaml) + "}";
    }
    return yaml.replace("{provider: {", "{provider: {type: " + type + ", ");
  }

  private static String problems(String yaml) {
    return problems(yaml, Map.of());
  }

  private static String problems(String yaml, Map<String, String> variables) {
    Configuration configuration = Configuration.of("page", yaml, variables);
    Plan.read(configuration, Plugins.find(Optional.empty()));
    return String.join("\n", configuration.problems().stream().map(Problem::toString).toList());
  }
}
