package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.access.ToolPolicy;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code resources}: the MCP servers behind the gateway. */
final class ResourcesReader {

  /** Segments of unreserved characters; nothing that two parsers could read differently. */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");

  private final ConfigReader config;
  private final PublicUrls urls;
  private final String redirectPath;
  private final Set<String> taken = new HashSet<>();

  ResourcesReader(ConfigReader config, PublicUrls urls, String redirectPath) {
    this.config = config;
    this.urls = urls;
    this.redirectPath = redirectPath;
  }

  List<ProtectedResource> read() {
    List<ProtectedResource> all = new ArrayList<>();
    for (ConfigReader section : config.sections("resources")) {
      resource(section).ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  private Optional<ProtectedResource> resource(ConfigReader section) {
    String path = path(section);
    String backend = backend(section).orElse("");
    Set<Scope> scopes = ScopeList.read(section, "required_scopes").orElse(Set.of());
    IdentityMode identity =
        section.choice("identity", IdentityMode.class).orElse(IdentityMode.HEADERS);
    Optional<Duration> timeout = section.seconds("timeout_seconds", 0).filter(Duration::isPositive);
    ToolPolicy tools = ToolRulesReader.read(section);
    Optional<Target> onBehalfOf = OnBehalfOfReader.read(section, identity);
    if (backend.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProtectedResource(
            new Resource(urls.resourceBase() + path),
            publicPath(path),
            URI.create(backend),
            scopes,
            identity,
            timeout,
            tools,
            onBehalfOf));
  }

  private String path(ConfigReader section) {
    String written =
        section.requiredText("path", "where the MCP server is served, for example /mcp");
    String path = (written.startsWith("/") ? written : "/" + written).replaceFirst("/+$", "");
    if (!PATH.matcher(path).matches() || path.contains("/.")) {
      section.problem("path", "must be a plain path such as /mcp");
    } else if (!written.isEmpty() && !taken.add(path)) {
      section.problem("path", "is used by another resource: every resource needs its own");
    } else if (collides(publicPath(path))) {
      section.problem(
          "path", "is where this proxy has endpoints of its own: choose another, for example /mcp");
    }
    return path;
  }

  private Optional<String> backend(ConfigReader section) {
    if (section.text("backend").isEmpty()) {
      section.problem(
          "backend",
          "is missing: the URL of the MCP server, for example http://127.0.0.1:9000/mcp");
    }
    return section.url("backend");
  }

  private String publicPath(String path) {
    String whole = PublicUrls.path(urls.resourceBase()) + path;
    return whole.isEmpty() ? "/" : whole;
  }

  /** Endpoints are served at the root too, for clients that forget the path of {@code base_url}. */
  private boolean collides(String path) {
    String base = PublicUrls.path(urls.base());
    String below = path.startsWith(base + "/") ? path.substring(base.length()) : path;
    return Stream.of(path, below)
        .anyMatch(p -> PublicUrls.isEndpoint(p) || (p + "/").startsWith(redirectPath + "/"));
  }
}
