package dev.oidcproxy.application.http;

import dev.oidcproxy.application.crypto.MessageMac;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cookies that prove they are ours: each value carries a MAC over its name, so none can stand in
 * for another. On https their names begin with {@code __Host-}, and no other name is ever read, so
 * that a sibling domain cannot plant one (RFC 6265bis section 4.1.3.2).
 */
public final class Cookies {

  private final MessageMac mac;
  private final boolean https;

  public Cookies(MessageMac mac, boolean https) {
    this.mac = mac;
    this.https = https;
  }

  /** The value of a {@code Set-Cookie} header. */
  public String set(String name, String value, Duration maxAge) {
    String full = fullName(name);
    return full
        + "="
        + value
        + "."
        + mac.of("cookie", full, value)
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + maxAge.toSeconds()
        + (https ? "; Secure" : "");
  }

  /** The value of a {@code Set-Cookie} header that makes a browser forget. */
  public String clear(String name) {
    return fullName(name)
        + "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        + (https ? "; Secure" : "");
  }

  /** The value of a cookie, if the browser has it and we made it. */
  public Optional<String> read(HttpRequest request, String name) {
    return Optional.ofNullable(startingWith(request, name).get(name));
  }

  /** Genuine cookies whose names begin with {@code prefix}, by name, in the browser's order. */
  public Map<String, String> startingWith(HttpRequest request, String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    String fullPrefix = fullName(prefix);
    for (String header : request.headers().all("Cookie")) {
      for (String pair : header.split(";", -1)) {
        int eq = pair.indexOf('=');
        if (eq > 0 && pair.strip().startsWith(fullPrefix)) {
          String full = pair.substring(0, eq).strip();
          genuine(full, pair.substring(eq + 1).strip())
              .ifPresent(v -> found.putIfAbsent(prefix + full.substring(fullPrefix.length()), v));
        }
      }
    }
    return found;
  }

  private Optional<String> genuine(String fullName, String signed) {
    int dot = signed.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String value = signed.substring(0, dot);
    return mac.verify(signed.substring(dot + 1), "cookie", fullName, value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private String fullName(String name) {
    return (https ? "__Host-" : "__") + name;
  }
}
