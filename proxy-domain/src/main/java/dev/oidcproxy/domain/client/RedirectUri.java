package dev.oidcproxy.domain.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A redirect URI that is safe to keep: absolute, no fragment, no user information, no dot segment
 * in any encoding, no backslash or control character, no scheme that runs code or reads files. The
 * text is kept as it came, because redirect URIs are compared as strings (RFC 6749 section 3.1.2).
 */
public record RedirectUri(String value) {

  /** Code, files, what wraps another address, and what only a browser itself may open. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "javascript",
          "vbscript",
          "livescript",
          "data",
          "blob",
          "about",
          "file",
          "filesystem",
          "ftp",
          "jar",
          "feed",
          "mhtml",
          "intent",
          "view-source",
          "ws",
          "wss");

  private static final Pattern IPV4_LOOPBACK =
      Pattern.compile("127\\.(?:\\d{1,3})\\.(?:\\d{1,3})\\.(?:\\d{1,3})");

  /** Escapes of more bytes than a character needs, which lax decoders read as dots and slashes. */
  private static final Pattern DOT_SEGMENT = Pattern.compile("[/:]\\.{1,2}(?:[/;]|\\z)");

  private static final Pattern OVERLONG = Pattern.compile("(?i)%(c[01]|e0%[89]|f0%8)");

  /** Escapes of control characters: ends of text and of lines for whoever decodes them. */
  private static final Pattern CONTROL = Pattern.compile("(?i)%(?:[01][0-9a-f]|7f)");

  private static final int HIGHEST_PORT = 65535;
  private static final int LONGEST = 2048;

  /**
   * @throws IllegalArgumentException when the text is not such a URI
   */
  public RedirectUri {
    if (!safe(value)) {
      throw new IllegalArgumentException("not an acceptable redirect URI");
    }
  }

  /** Empty when the text is not an acceptable redirect URI. */
  public static Optional<RedirectUri> parse(String text) {
    return safe(text) ? Optional.of(new RedirectUri(text)) : Optional.empty();
  }

  public URI uri() {
    return URI.create(value);
  }

  public String scheme() {
    return uri().getScheme().toLowerCase(Locale.ROOT);
  }

  /** The host in lower case, brackets kept; absent for custom schemes without an authority. */
  public Optional<String> host() {
    return Optional.ofNullable(uri().getHost()).map(h -> h.toLowerCase(Locale.ROOT));
  }

  public boolean isHttps() {
    return scheme().equals("https");
  }

  public boolean isCustomScheme() {
    return !isWeb(scheme());
  }

  /**
   * Http or https on 127.0.0.0/8, {@code [::1]}, {@code localhost} or a name below it (RFC 6761).
   */
  public boolean isLoopback() {
    return isWeb(scheme()) && host().filter(RedirectUri::loopbackHost).isPresent();
  }

  /**
   * Whether a request for {@code requested} may use this registered URI: equal as strings or, on
   * loopback, equal but for the port (RFC 8252 section 7.3). {@code localhost} is not {@code
   * 127.0.0.1}.
   */
  public boolean permits(RedirectUri requested) {
    return value.equals(requested.value)
        || (isLoopback()
            && requested.isLoopback()
            && onAnyLoopbackPort().equals(requested.onAnyLoopbackPort()));
  }

  /** The URI with its port removed, the rest byte for byte. */
  public String withoutPort() {
    URI uri = uri();
    if (uri.getPort() == -1) {
      return value;
    }
    String port = ":" + uri.getRawAuthority().substring(uri.getRawAuthority().lastIndexOf(':') + 1);
    int authority = value.indexOf("//") + 2;
    int at = value.indexOf(port, authority + uri.getHost().length());
    return value.substring(0, at) + value.substring(at + port.length());
  }

  /**
   * The same address wherever on loopback a program listens: it chooses the port anew each time
   * (RFC 8252 section 7.3).
   */
  public RedirectUri onAnyLoopbackPort() {
    return isLoopback() ? new RedirectUri(withoutPort()) : this;
  }

  private static boolean loopbackHost(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("[::1]")
        || IPV4_LOOPBACK.matcher(name).matches();
  }

  private static boolean isWeb(String scheme) {
    return scheme.equals("https") || scheme.equals("http");
  }

  private static boolean safe(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(RedirectUri::plain)) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null
          && !FORBIDDEN.contains(uri.getScheme().toLowerCase(Locale.ROOT))
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null
          && (uri.getRawAuthority() == null || !uri.getRawAuthority().contains("@"))
          && (!isWeb(uri.getScheme().toLowerCase(Locale.ROOT))
              || WebHost.unmistakable(uri.getHost()))
          && uri.getPort() <= HIGHEST_PORT
          && !CONTROL.matcher(text).find()
          && !hasDotSegment(text);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Printable ASCII without space, backslash and the characters that end an HTML attribute. */
  private static boolean plain(int c) {
    return c > 0x20 && c < 0x7f && "\\\"<>^`{|}".indexOf(c) < 0;
  }

  /** Decodes until nothing changes, so that {@code %252e%252e} is seen for what it may become. */
  private static boolean hasDotSegment(String text) {
    int query = text.indexOf('?');
    String path = query < 0 ? text : text.substring(0, query);
    if (path.indexOf('%') < 0) {
      return DOT_SEGMENT.matcher(path).find();
    }
    for (int round = 0; round < 4; round++) {
      String decoded =
          path.replaceAll("(?i)%2e", ".")
              .replaceAll("(?i)%2f", "/")
              .replaceAll("(?i)%5c", "/")
              .replaceAll("(?i)%25", "%");
      if (OVERLONG.matcher(decoded).find()
          || CONTROL.matcher(decoded).find()
          || DOT_SEGMENT.matcher(decoded).find()) {
        return true;
      }
      if (decoded.equals(path)) {
        return false;
      }
      path = decoded;
    }
    return true;
  }
}
