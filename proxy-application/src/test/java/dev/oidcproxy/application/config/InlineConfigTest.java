package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InlineConfigTest {

  private static final Map<String, Object> RESOURCE =
      Map.of(
          "path", "/mcp", "backend", "http://127.0.0.1:9000/mcp", "required_scopes", List.of("a"));

  @Test
  void it_has_the_keys_of_the_file() {
    InlineConfig config =
        InlineConfig.of(
            Map.of(
                "base_url", "https://mcp.example.com",
                "account_page", false,
                "refresh_reuse_window_seconds", 30,
                "valid_scopes", List.of("a", "b"),
                "allow", Map.of("claims", Map.of("tid", List.of("x"))),
                "scope_descriptions", Map.of("a", "Do it"),
                "resources", List.of(RESOURCE)));

    ProxySettings settings = ProxySettingsReader.from(config.reader());

    config.requireAllRead();
    assertThat(settings.baseUrl()).isEqualTo("https://mcp.example.com");
    assertThat(settings.accountPage()).isFalse();
    assertThat(settings.refreshReuseWindow()).hasSeconds(30);
    assertThat(settings.validScopes().orElseThrow()).containsExactlyElementsOf(Scope.parse("a b"));
    assertThat(settings.scopeDescriptions()).containsEntry(new Scope("a"), "Do it");
    assertThat(settings.protectedResources())
        .singleElement()
        .satisfies(r -> assertThat(r.requiredScopes()).containsExactly(new Scope("a")));
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void what_is_wrong_is_an_exception_without_the_value() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ProxySettingsReader.from(InlineConfig.of(Map.of("base_url", "canary")).reader()))
        .withMessage("base_url: must be an http or https URL");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            ProxySettingsReader.from(
                InlineConfig.of(
                        Map.of(
                            "base_url",
                            "https://mcp.example.com",
                            "resources",
                            List.of(Map.of("path", "/mcp"))))
                    .reader()))
        .withMessageStartingWith("resources.0.backend: is missing");
  }

  @Test
  void what_nobody_reads_is_misspelt() {
    InlineConfig config =
        InlineConfig.of(
            Map.of(
                "base_url", "https://mcp.example.com", "alow", Map.of("emails", List.of("a@b"))));
    ProxySettingsReader.from(config.reader());

    assertThatIllegalArgumentException()
        .isThrownBy(config::requireAllRead)
        .withMessage("keys that nobody reads: alow.emails");
  }

  @Test
  void warnings_are_there_for_whoever_asks() {
    InlineConfig config =
        InlineConfig.of(
            Map.of("base_url", "https://mcp.example.com", "require_authorization_consent", false));
    ProxySettingsReader.from(config.reader());

    assertThat(config.warnings())
        .singleElement()
        .asString()
        .contains("require_authorization_consent");
  }
}
