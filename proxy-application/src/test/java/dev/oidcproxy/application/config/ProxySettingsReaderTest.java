package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.config.ProxySettings.AllowedOrigins;
import dev.oidcproxy.application.config.ProxySettings.ClientDocumentSettings;
import dev.oidcproxy.application.config.ProxySettings.ClientIds;
import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.config.ProxySettings.ConsentSettings;
import dev.oidcproxy.application.config.ProxySettings.RegistrationSettings;
import dev.oidcproxy.application.config.SigningSettings.Algorithm;
import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.ScopeHierarchy;
import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.client.RedirectPattern;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.token.TokenLifetimes;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsReaderTest {

  @Test
  void a_base_url_is_enough() {
    assertThat(Reading.minimal().settings())
        .isEqualTo(
            new ProxySettings(
                "https://mcp.example.com",
                "https://mcp.example.com",
                "https://mcp.example.com",
                "/auth/callback",
                Branding.named("mcp.example.com"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                RedirectPolicy.registeredOnly(),
                new ConsentSettings(ConsentMode.ALWAYS, Optional.empty()),
                true,
                new RegistrationSettings(true, ClientIds.STORED, Duration.ofDays(90), 60),
                new ClientDocumentSettings(true, Optional.empty(), List.of(), List.of()),
                List.of(),
                List.of(),
                TokenLifetimes.defaults(),
                Duration.ofSeconds(60),
                new AllowedOrigins(Set.of("https://mcp.example.com"), true),
                ScopeHierarchy.FLAT,
                AllowedIdentities.EVERYONE,
                ClaimMapping.NONE,
                Map.of(),
                Optional.empty()));
  }

  @Test
  void every_key_is_read() {
    ProxySettings settings =
        Reading.of("base_url", "https://MCP.example.com:443/oauth/")
            .and("issuer_url", "https://id.example.com/")
            .and("resource_base_url", "https://api.example.com/v1/")
            .and("redirect_path", "callback")
            .and("branding.name", "Example")
            .and("service_documentation_url", "https://docs.example.com")
            .and("valid_scopes", "openid,read write")
            .and("require_authorization_consent", "false")
            .and("consent_csp_policy", "default-src 'self'")
            .and("account_page", "false")
            .and("dynamic_client_registration.enabled", "false")
            .and("dynamic_client_registration.client_ids", "stateless")
            .and("dynamic_client_registration.unused_client_ttl", "7d")
            .and("dynamic_client_registration.requests_per_minute", "600")
            .and("enable_cimd", "false")
            .and("cimd.allowed_hosts", "App.example.com,*.example.org")
            .and("cimd.blocked_hosts", "bad.example.org")
            .and("cimd.allowed_private_hosts", "intranet")
            .and("access_token_expiry_seconds", "1")
            .and("refresh_token_expiry_seconds", "2")
            .and("fallback_access_token_expiry_seconds", "3")
            .and("fallback_refresh_token_expiry_seconds", "4")
            .and("token_expiry_threshold_seconds", "5")
            .and("refresh_reuse_window_seconds", "6")
            .settings();

    assertThat(settings.issuer()).isEqualTo("https://id.example.com/");
    assertThat(settings.baseUrl()).isEqualTo("https://MCP.example.com:443/oauth");
    assertThat(settings.resourceBaseUrl()).isEqualTo("https://api.example.com/v1");
    assertThat(settings.callback())
        .isEqualTo(URI.create("https://MCP.example.com:443/oauth/callback"));
    assertThat(settings.branding().name()).isEqualTo("Example");
    assertThat(settings.serviceDocumentationUrl()).contains("https://docs.example.com");
    assertThat(settings.validScopes().orElseThrow())
        .containsExactly(new Scope("openid"), new Scope("read"), new Scope("write"));
    assertThat(settings.consent())
        .isEqualTo(new ConsentSettings(ConsentMode.NEVER, Optional.of("default-src 'self'")));
    assertThat(settings.accountPage()).isFalse();
    assertThat(settings.registration())
        .isEqualTo(new RegistrationSettings(false, ClientIds.STATELESS, Duration.ofDays(7), 600));
    assertThat(settings.clientDocuments())
        .isEqualTo(
            new ClientDocumentSettings(
                false,
                Optional.of(List.of("app.example.com", "*.example.org")),
                List.of("bad.example.org"),
                List.of("intranet")));
    assertThat(settings.lifetimes())
        .isEqualTo(
            new TokenLifetimes(
                Optional.of(Duration.ofSeconds(1)),
                Optional.of(Duration.ofSeconds(2)),
                Optional.of(Duration.ofSeconds(3)),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5)));
    assertThat(settings.refreshReuseWindow()).isEqualTo(Duration.ofSeconds(6));
    assertThat(settings.allowedOrigins())
        .isEqualTo(new AllowedOrigins(Set.of("https://mcp.example.com"), true));
  }

  @Test
  void hosts_of_client_documents_are_names() {
    for (String key :
        List.of("cimd.allowed_hosts", "cimd.blocked_hosts", "cimd.allowed_private_hosts")) {
      for (String bad : List.of("https://app.example", "app.example:443", "*", "a.*.example")) {
        assertThat(Reading.minimal().and(key, bad).problems())
            .singleElement()
            .asString()
            .contains(key + ": must be names of hosts, such as app.example.com");
      }
    }
    assertThat(Reading.minimal().and("cimd.blocked_hosts", "*.example.com").problems()).hasSize(1);
  }

  @Test
  void a_host_is_trusted_by_name_and_blocked_with_all_below() {
    ClientDocumentSettings settings =
        Reading.minimal()
            .and("cimd.allowed_hosts", "app.example,*.example.org")
            .and("cimd.blocked_hosts", "bad.example.org")
            .settings()
            .clientDocuments();

    assertThat(List.of("app.example", "a.example.org", "a.b.example.org"))
        .allMatch(settings::trusts);
    assertThat(
            List.of(
                "example.org",
                "sub.app.example",
                "evilexample.org",
                "other.example",
                "bad.example.org",
                "very.bad.example.org"))
        .noneMatch(settings::trusts);
    assertThat(Reading.minimal().settings().clientDocuments().trusts("any.example")).isTrue();
  }

  @Test
  void a_missing_base_url_says_what_it_is() {
    assertThat(new Reading().problems())
        .containsExactly(
            "base_url: is missing: the public URL of this proxy, for example"
                + " https://mcp.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "http://mcp.example.com, must begin with https://; http is for localhost and 127.0.0.1 only",
    "http://localhost.evil.example, must begin with https://; http is for localhost and 127.0.0.1 only",
    "https://mcp.example.com?x=1, 'must not have a query: remove everything from the question mark on'",
    "https://mcp.example.com#x, must be an http or https URL",
    "mcp.example.com, must be an http or https URL",
  })
  void a_public_url_is_https_without_query_and_fragment(String url, String problem) {
    assertThat(Reading.of("base_url", url).problems())
        .containsExactly("here: base_url: " + problem);
    assertThat(Reading.minimal().and("issuer_url", url).problems())
        .containsExactly("here: issuer_url: " + problem);
    assertThat(Reading.minimal().and("resource_base_url", url).problems())
        .containsExactly("here: resource_base_url: " + problem);
  }

  @ParameterizedTest
  @CsvSource({"http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"})
  void http_is_for_loopback(String url) {
    assertThat(Reading.of("base_url", url).settings().issuer()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({"/auth callback", "/a/../b", "/", "/token", "/.well-known/x", "/consent"})
  void a_redirect_path_is_plain_and_nobody_elses(String path) {
    assertThat(Reading.minimal().and("redirect_path", path).problems()).hasSize(1);
  }

  @Test
  void redirect_patterns_narrow() {
    RedirectPolicy none =
        Reading.minimal().and("allowed_client_redirect_uris", "[]").settings().redirects();
    RedirectPolicy some =
        Reading.minimal()
            .and("allowed_client_redirect_uris", "http://localhost:*,https://*.example.com/*")
            .settings()
            .redirects();

    assertThat(none.patterns()).contains(List.of());
    assertThat(some.patterns().orElseThrow())
        .map(RedirectPattern::toString)
        .containsExactly("http://localhost:*", "https://*.example.com/*");
    assertThat(Reading.minimal().and("allowed_client_redirect_uris", "localhost").problems())
        .containsExactly(
            "here: allowed_client_redirect_uris: must be patterns such as http://localhost:* or"
                + " https://*.example.com/*");
  }

  @Test
  void consent_that_is_switched_off_is_warned_about() {
    assertThat(Reading.minimal().and("require_authorization_consent", "false").warnings())
        .singleElement()
        .asString()
        .startsWith("here: require_authorization_consent: nobody is asked");
    assertThat(Reading.minimal().warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, ALWAYS", "Remember, REMEMBER", "external, EXTERNAL", "false, NEVER"})
  void consent_has_four_modes(String written, ConsentMode mode) {
    assertThat(
            Reading.minimal()
                .and("require_authorization_consent", written)
                .settings()
                .consent()
                .mode())
        .isEqualTo(mode);
  }

  @Test
  void another_consent_mode_is_refused_with_those_that_there_are() {
    assertThat(Reading.minimal().and("require_authorization_consent", "once").problems())
        .containsExactly(
            "here: require_authorization_consent: must be true, remember, external or false");
  }

  @Test
  void consent_that_is_given_elsewhere_is_vouched_for_by_the_operator() {
    assertThat(Reading.minimal().and("require_authorization_consent", "external").warnings())
        .singleElement()
        .asString()
        .startsWith("here: require_authorization_consent: this proxy does not ask, and you vouch");
    assertThat(Reading.minimal().and("require_authorization_consent", "remember").warnings())
        .isEmpty();
  }

  @Test
  void an_empty_content_security_policy_is_none_at_all() {
    assertThat(Reading.minimal().and("consent_csp_policy", "").settings().consent())
        .isEqualTo(new ConsentSettings(ConsentMode.ALWAYS, Optional.of("")));
  }

  @ParameterizedTest
  @CsvSource({
    "access_token_expiry_seconds, 0",
    "refresh_token_expiry_seconds, -1",
    "fallback_access_token_expiry_seconds, 0",
    "fallback_refresh_token_expiry_seconds, x",
    "token_expiry_threshold_seconds, -1",
    "refresh_reuse_window_seconds, -1",
    "dynamic_client_registration.unused_client_ttl, 0d",
    "valid_scopes, \"",
    "dynamic_client_registration.requests_per_minute, 0",
    "dynamic_client_registration.requests_per_minute, 1000001",
    "service_documentation_url, docs"
  })
  void values_out_of_bounds_are_problems(String key, String value) {
    assertThat(Reading.minimal().and(key, value).problems())
        .singleElement()
        .asString()
        .startsWith("here: " + key + ": must be ");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8000, true",
    "localhost:0, true",
    "[::1]:8000, true",
    "0.0.0.0:8000, false"
  })
  void loopback_origins_are_allowed_when_listening_on_loopback(String listen, boolean allowed) {
    assertThat(Reading.minimal().and("listen", listen).settings().allowedOrigins().anyLoopback())
        .isEqualTo(allowed);
  }

  @Test
  void configured_origins_are_all_there_are() {
    assertThat(
            Reading.minimal()
                .and("allowed_origins", "https://app.example.com")
                .settings()
                .allowedOrigins())
        .isEqualTo(new AllowedOrigins(Set.of("https://app.example.com"), false));
    assertThat(Reading.minimal().and("allowed_origins", "[]").settings().allowedOrigins())
        .isEqualTo(new AllowedOrigins(Set.of(), false));
  }

  @ParameterizedTest
  @CsvSource({"*", "https://app.example.com/", "https://App.example.com", "app.example.com"})
  void an_origin_is_written_as_a_browser_writes_it(String origin) {
    assertThat(Reading.minimal().and("allowed_origins", origin).problems()).hasSize(1);
  }

  @Test
  void signing_keys_are_read_in_order() {
    SigningSettings none = new Reading().read(SigningSettingsReader::from);
    SigningSettings two =
        Reading.of("jwt_signing_key", "new,old")
            .and("jwt_signing_algorithm", "ES256")
            .read(SigningSettingsReader::from);

    assertThat(none).isEqualTo(new SigningSettings(List.of(), Algorithm.HS256));
    assertThat(two)
        .isEqualTo(
            new SigningSettings(List.of(Secret.of("new"), Secret.of("old")), Algorithm.ES256));
  }
}
