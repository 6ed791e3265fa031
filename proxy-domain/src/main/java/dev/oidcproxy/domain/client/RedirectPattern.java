package dev.oidcproxy.domain.client;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of {@code allowed_client_redirect_uris}, compared component by component: {@code
 * *.example.com} is any depth of subdomain but not the apex, {@code :*} any port, no port on
 * loopback any port, an empty path any path. {@code *} in a path matches within and across segments
 * but never reaches into the query, which a pattern says nothing about.
 */
public final class RedirectPattern {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):"
              + "(?://(?<host>\\[[^\\]*]*\\]|(?:\\*\\.)?[^/:?#*]*)(?::(?<port>\\*|\\d{1,5}))?(?=/|$)"
              + "|(?!//))(?<path>[^?#]*)");

  private final String text;
  private final String scheme;
  private final Optional<String> host;
  private final Optional<String> port;
  private final Pattern path;

  private RedirectPattern(String text, Matcher m) {
    this.text = text;
    this.scheme = m.group("scheme").toLowerCase(Locale.ROOT);
    this.host = Optional.ofNullable(m.group("host")).map(h -> h.toLowerCase(Locale.ROOT));
    this.port = Optional.ofNullable(m.group("port"));
    this.path = glob(m.group("path"));
  }

  /**
   * Empty when the text is no pattern: it needs a scheme, has neither query, fragment nor user
   * information, and a wildcard in the host only as its first label, where it means something.
   */
  public static Optional<RedirectPattern> parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches() && !text.contains("@") && !text.contains("\\")
        ? Optional.of(new RedirectPattern(text, m))
        : Optional.empty();
  }

  public boolean matches(RedirectUri uri) {
    return scheme.equals(uri.scheme())
        && hostMatches(uri)
        && portMatches(uri)
        && path.matcher(pathOf(uri)).matches();
  }

  @Override
  public String toString() {
    return text;
  }

  private boolean hostMatches(RedirectUri uri) {
    if (host.isEmpty()) {
      return uri.uri().getRawAuthority() == null;
    }
    String actual = hostOf(uri);
    return host.get().startsWith("*.")
        ? actual.endsWith(host.get().substring(1)) && actual.length() > host.get().length() - 1
        : actual.equals(host.get());
  }

  private boolean portMatches(RedirectUri uri) {
    if (host.isEmpty() || port.filter("*"::equals).isPresent()) {
      return true;
    }
    if (port.isEmpty() && uri.isLoopback()) {
      return true;
    }
    int wanted = port.map(Integer::parseInt).orElse(standardPort());
    int actual = uri.uri().getPort() == -1 ? standardPort() : uri.uri().getPort();
    return wanted == actual;
  }

  private int standardPort() {
    return switch (scheme) {
      case "https" -> 443;
      case "http" -> 80;
      default -> -1;
    };
  }

  /** An authority that is no host and port, as custom schemes may have, counts whole. */
  private static String hostOf(RedirectUri uri) {
    return uri.host()
        .or(() -> Optional.ofNullable(uri.uri().getRawAuthority()))
        .orElse("")
        .toLowerCase(Locale.ROOT);
  }

  private static String pathOf(RedirectUri uri) {
    return uri.uri().isOpaque()
        ? uri.uri().getRawSchemeSpecificPart().split("[?]", 2)[0]
        : Optional.ofNullable(uri.uri().getRawPath()).orElse("");
  }

  private static Pattern glob(String path) {
    if (path.isEmpty() || path.equals("/")) {
      return Pattern.compile("(?s).*");
    }
    StringBuilder regex = new StringBuilder();
    for (String literal : path.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
