package dev.oidcproxy.application.config;

import dev.oidcproxy.application.config.ProxySettings.AllowedOrigins;
import dev.oidcproxy.application.config.ProxySettings.ClientDocumentSettings;
import dev.oidcproxy.application.config.ProxySettings.ClientIds;
import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import dev.oidcproxy.application.config.ProxySettings.ConsentSettings;
import dev.oidcproxy.application.config.ProxySettings.RegistrationSettings;
import dev.oidcproxy.domain.client.RedirectPattern;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.token.TokenLifetimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads {@link ProxySettings} from the root of the configuration and fills in every default. */
public final class ProxySettingsReader {

  private static final Duration UNUSED_CLIENT_TTL = Duration.ofDays(90);
  private static final int REQUESTS_PER_MINUTE = 60;
  private static final Duration REUSE_WINDOW = Duration.ofSeconds(60);
  private static final Pattern REDIRECT_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
  private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#@*\\sA-Z]+");
  private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");
  private static final Pattern HOST_PATTERN = Pattern.compile("(\\*\\.)?" + HOST);
  private static final Pattern LOOPBACK_LISTEN =
      Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\]):\\d+");

  private final ConfigReader config;

  private ProxySettingsReader(ConfigReader config) {
    this.config = config;
  }

  /** The settings; to be used only when no problem was found anywhere. */
  public static ProxySettings from(ConfigReader config) {
    return new ProxySettingsReader(config).settings();
  }

  private ProxySettings settings() {
    PublicUrls urls = PublicUrls.from(config);
    String redirectPath = redirectPath();
    List<ProtectedResource> resources = new ResourcesReader(config, urls, redirectPath).read();
    return new ProxySettings(
        urls.issuer(),
        urls.base(),
        urls.resourceBase(),
        redirectPath,
        new BrandingReader(config).read(urls.host()),
        config.url("service_documentation_url"),
        ScopeList.read(config, "valid_scopes"),
        resources,
        redirects(),
        consent(),
        config.flag("account_page", true),
        registration(),
        clientDocuments(),
        new StaticClientsReader().read(config),
        new IntrospectionReader(ProxySettings.resources(urls.issuer(), resources)).read(config),
        lifetimes(),
        config.seconds("refresh_reuse_window_seconds", 0).orElse(REUSE_WINDOW),
        allowedOrigins(urls),
        ScopeHierarchyReader.read(config),
        AllowedIdentitiesReader.read(config),
        ClaimsReader.read(config),
        ScopeDescriptionsReader.read(config),
        EgressProxy.from(config));
  }

  private String redirectPath() {
    String path = config.text("redirect_path").orElse("/auth/callback");
    String absolute = path.startsWith("/") ? path : "/" + path;
    if (!REDIRECT_PATH.matcher(absolute).matches() || absolute.contains("/.")) {
      config.problem("redirect_path", "must be a plain path such as /auth/callback");
    } else if (PublicUrls.isEndpoint(absolute)) {
      config.problem(
          "redirect_path", "is where this proxy has another endpoint: choose another path");
    }
    return absolute;
  }

  private RedirectPolicy redirects() {
    String key = "allowed_client_redirect_uris";
    Optional<List<String>> written = config.list(key);
    if (written.isEmpty()) {
      return RedirectPolicy.registeredOnly();
    }
    List<RedirectPattern> patterns = new ArrayList<>();
    for (String text : written.get()) {
      RedirectPattern.parse(text)
          .ifPresentOrElse(
              patterns::add,
              () ->
                  config.problem(
                      key,
                      "must be patterns such as http://localhost:* or https://*.example.com/*"));
    }
    return new RedirectPolicy(Optional.of(List.copyOf(patterns)));
  }

  private ConsentSettings consent() {
    String key = "require_authorization_consent";
    ConsentMode mode =
        config
            .parsed(key, "true, remember, external or false", ConfigFormats::consentMode)
            .orElse(ConsentMode.ALWAYS);
    if (mode == ConsentMode.NEVER) {
      config.warning(
          key,
          "nobody is asked before a client gets access: only for clients that you alone register");
    } else if (mode == ConsentMode.EXTERNAL) {
      config.warning(
          key,
          "this proxy does not ask, and you vouch that something else does for each client; the"
              + " provider alone cannot, because it takes all of them for one");
    }
    Optional<String> policy = config.text("consent_csp_policy");
    boolean explicitlyEmpty = policy.isEmpty() && config.has("consent_csp_policy");
    return new ConsentSettings(mode, explicitlyEmpty ? Optional.of("") : policy);
  }

  private RegistrationSettings registration() {
    ConfigReader section = config.section("dynamic_client_registration");
    Duration ttl = section.duration("unused_client_ttl").orElse(UNUSED_CLIENT_TTL);
    if (!ttl.isPositive()) {
      section.problem("unused_client_ttl", "must be longer than nothing, for example 90d");
    }
    ClientIds clientIds = section.choice("client_ids", ClientIds.class).orElse(ClientIds.STORED);
    return new RegistrationSettings(
        section.flag("enabled", true), clientIds, ttl, requestsPerMinute(section));
  }

  private static int requestsPerMinute(ConfigReader section) {
    return section
        .parsed(
            "requests_per_minute",
            "a whole number from 1 to 1000000; to take no registrations set enabled to false",
            text -> {
              int number = ConfigFormats.atLeast(1, text);
              if (number > 1_000_000) {
                throw new IllegalArgumentException("too many");
              }
              return number;
            })
        .orElse(REQUESTS_PER_MINUTE);
  }

  private ClientDocumentSettings clientDocuments() {
    ConfigReader section = config.section("cimd");
    return new ClientDocumentSettings(
        config.flag("enable_cimd", true),
        hosts(section, "allowed_hosts", HOST_PATTERN),
        hosts(section, "blocked_hosts", HOST).orElse(List.of()),
        hosts(section, "allowed_private_hosts", HOST).orElse(List.of()));
  }

  private static Optional<List<String>> hosts(ConfigReader section, String key, Pattern form) {
    Optional<List<String>> hosts =
        section
            .list(key)
            .map(names -> names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList());
    if (!hosts.orElse(List.of()).stream().allMatch(h -> form.matcher(h).matches())) {
      section.problem(
          key,
          form == HOST
              ? "must be names of hosts, such as app.example.com"
              : "must be names of hosts, such as app.example.com or *.example.com");
    }
    return hosts;
  }

  private TokenLifetimes lifetimes() {
    TokenLifetimes defaults = TokenLifetimes.defaults();
    return new TokenLifetimes(
        config.seconds("access_token_expiry_seconds", 1),
        config.seconds("refresh_token_expiry_seconds", 1),
        config.seconds("fallback_access_token_expiry_seconds", 1),
        config
            .seconds("fallback_refresh_token_expiry_seconds", 1)
            .orElse(defaults.fallbackRefreshToken()),
        config.seconds("token_expiry_threshold_seconds", 0).orElse(defaults.threshold()));
  }

  private AllowedOrigins allowedOrigins(PublicUrls urls) {
    Optional<List<String>> written = config.list("allowed_origins");
    if (written.isEmpty()) {
      boolean onLoopback =
          config.text("listen").map(l -> LOOPBACK_LISTEN.matcher(l).matches()).orElse(true);
      return new AllowedOrigins(Set.of(PublicUrls.origin(urls.base())), onLoopback);
    }
    if (!written.get().stream().allMatch(o -> ORIGIN.matcher(o).matches())) {
      config.problem(
          "allowed_origins",
          "must be origins as browsers write them, lower case and without a path, for example https://app.example.com");
    }
    return new AllowedOrigins(new TreeSet<>(written.get()), false);
  }
}
