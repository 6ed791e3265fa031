package dev.oidcproxy.domain.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a browser reads a URL (WHATWG URL Standard), written from the standard and not from our
 * parser: it drops tabs and newlines, takes a backslash for a slash, forgives missing and extra
 * slashes, cuts at the last {@code @}, decodes the host and reads octal and hex addresses.
 *
 * @param host in the browser's own spelling; absent where a scheme is not the web's
 * @param path after dot segments were resolved, still encoded
 */
record BrowserUrl(
    String scheme, Optional<String> host, int port, String path, boolean credentials) {

  private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp", "file");
  private static final String FORBIDDEN_IN_HOST = "\u0000\t\n\r #/:<>?@[\\]^|%\u007f";

  /** Empty when a browser would call it no URL. */
  static Optional<BrowserUrl> parse(String input) {
    String text = trimmed(input).replaceAll("[\t\n\r]", "");
    int colon = text.indexOf(':');
    if (colon < 1 || !text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      return Optional.empty();
    }
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = text.substring(colon + 1).split("#", 2)[0];
    return SPECIAL.contains(scheme)
        ? special(scheme, rest)
        : Optional.of(new BrowserUrl(scheme, Optional.empty(), -1, rest, false));
  }

  boolean web() {
    return SPECIAL.contains(scheme);
  }

  private static Optional<BrowserUrl> special(String scheme, String rest) {
    String[] halves = rest.split("[?]", 2);
    String slashed = halves[0].replace('\\', '/').replaceFirst("^/*", "");
    int slash = slashed.indexOf('/');
    String authority = slash < 0 ? slashed : slashed.substring(0, slash);
    int at = authority.lastIndexOf('@');
    String server = authority.substring(at + 1);
    int colon = server.endsWith("]") ? -1 : server.lastIndexOf(':');
    String port = colon < 0 ? "" : server.substring(colon + 1);
    if (!port.matches("\\d{0,8}") || (!port.isEmpty() && Integer.parseInt(port) > 65535)) {
      return Optional.empty();
    }
    int number = port.isEmpty() ? standard(scheme) : Integer.parseInt(port);
    return host(colon < 0 ? server : server.substring(0, colon))
        .map(host ->
            new BrowserUrl(
                scheme,
                Optional.of(host),
                number,
                resolved(slash < 0 ? "/" : slashed.substring(slash)),
                at >= 0));
  }

  private static int standard(String scheme) {
    return scheme.equals("https") || scheme.equals("wss") ? 443 : 80;
  }

  private static Optional<String> host(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]") ? ipv6(text.substring(1, text.length() - 1)) : Optional.empty();
    }
    String decoded;
    try {
      decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String ascii;
    try {
      ascii = java.net.IDN.toASCII(decoded.replace('\u3002', '.')).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      ascii = decoded.toLowerCase(Locale.ROOT);
    }
    if (ascii.isEmpty() || ascii.chars().anyMatch(c -> FORBIDDEN_IN_HOST.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    return endsInNumber(ascii) ? ipv4(ascii) : Optional.of(ascii);
  }

  private static List<String> labels(String host) {
    List<String> labels = new ArrayList<>(Arrays.asList(host.split("\\.", -1)));
    if (labels.size() > 1 && labels.getLast().isEmpty()) {
      labels.removeLast();
    }
    return labels;
  }

  private static boolean endsInNumber(String host) {
    String last = labels(host).getLast();
    return last.matches("\\d+") || number(last) >= 0;
  }

  private static Optional<String> ipv4(String host) {
    List<Long> numbers = labels(host).stream().map(BrowserUrl::number).toList();
    if (numbers.size() > 4 || numbers.stream().anyMatch(n -> n < 0)) {
      return Optional.empty();
    }
    long address = 0;
    for (int i = 0; i < numbers.size() - 1; i++) {
      if (numbers.get(i) > 255) {
        return Optional.empty();
      }
      address += numbers.get(i) << (8 * (3 - i));
    }
    if (numbers.getLast() >= 1L << (8 * (5 - numbers.size()))) {
      return Optional.empty();
    }
    address += numbers.getLast();
    return Optional.of(
        "%d.%d.%d.%d"
            .formatted(address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255));
  }

  /** Minus one when it is none. */
  private static long number(String label) {
    try {
      if (label.startsWith("0x")) {
        return label.length() == 2 ? 0 : Long.parseUnsignedLong(label.substring(2), 16);
      }
      return label.matches("\\d+")
          ? Long.parseLong(label, label.length() > 1 && label.startsWith("0") ? 8 : 10)
          : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** All eight pieces; which of several equal spellings is shown does not matter here. */
  private static Optional<String> ipv6(String text) {
    String plain = text;
    int tail = text.lastIndexOf(':') + 1;
    if (text.substring(tail).contains(".")) {
      if (!text.substring(tail).matches("\\d+(?:\\.\\d+){3}")) {
        return Optional.empty();
      }
      Optional<String> embedded = ipv4(text.substring(tail));
      if (embedded.isEmpty()) {
        return Optional.empty();
      }
      String[] b = embedded.get().split("\\.");
      plain =
          text.substring(0, tail)
              + "%x:%x"
                  .formatted(
                      Integer.parseInt(b[0]) * 256 + Integer.parseInt(b[1]),
                      Integer.parseInt(b[2]) * 256 + Integer.parseInt(b[3]));
    }
    int gap = plain.indexOf("::");
    List<String> head = pieces(gap < 0 ? plain : plain.substring(0, gap));
    List<String> foot = pieces(gap < 0 ? "" : plain.substring(gap + 2));
    int missing = 8 - head.size() - foot.size();
    if ((gap < 0 ? missing != 0 : missing < 1)) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(head);
    for (int i = 0; i < missing; i++) {
      all.add("0");
    }
    all.addAll(foot);
    return all.stream().allMatch(p -> p.matches("(?i)[0-9a-f]{1,4}"))
        ? Optional.of("[" + String.join(":", all.stream().map(BrowserUrl::shortest).toList()) + "]")
        : Optional.empty();
  }

  private static List<String> pieces(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
  }

  private static String shortest(String piece) {
    return Integer.toHexString(Integer.parseInt(piece, 16));
  }

  private static String resolved(String path) {
    List<String> out = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String dots = segments[i].replaceAll("(?i)%2e", ".");
      boolean last = i == segments.length - 1;
      if (dots.equals("..") && !out.isEmpty()) {
        out.removeLast();
      }
      if (!dots.equals("..") && !dots.equals(".")) {
        out.add(segments[i]);
      } else if (last) {
        out.add("");
      }
    }
    return "/" + String.join("/", out);
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    return text.substring(from, to);
  }
}
