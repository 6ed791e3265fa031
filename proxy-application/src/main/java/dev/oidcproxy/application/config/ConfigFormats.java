package dev.oidcproxy.application.config;

import dev.oidcproxy.application.config.ProxySettings.ConsentMode;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms of single values; each throws {@code IllegalArgumentException} for any other. */
final class ConfigFormats {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)?");

  private ConfigFormats() {}

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  static ConsentMode consentMode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> ConsentMode.ALWAYS;
      case "remember" -> ConsentMode.REMEMBER;
      case "external" -> ConsentMode.EXTERNAL;
      case "false" -> ConsentMode.NEVER;
      default -> throw new IllegalArgumentException("no such mode");
    };
  }

  static int atLeast(int least, String text) {
    int value = Integer.parseInt(text);
    if (value < least) {
      throw new IllegalArgumentException("too small");
    }
    return value;
  }

  static Duration duration(String text) {
    Matcher m = DURATION.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a duration");
    }
    long amount = Long.parseLong(m.group(1));
    return switch (m.group(2) == null ? "s" : m.group(2)) {
      case "d" -> Duration.ofDays(amount);
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  static String webUrl(String text) {
    URI uri = URI.create(text);
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("not a web URL");
    }
    return text;
  }
}
