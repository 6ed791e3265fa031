package dev.oidcproxy.application.admin;

import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.Json;
import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an administrator sent, as texts by name. A name that is not known is an error: a misspelt
 * filter must not widen what is revoked.
 */
final class Sent {

  private static final int STANDARD_LIMIT = 1000;
  private static final int HIGHEST_LIMIT = 100_000;

  private final Map<String, String> values;

  private Sent(Map<String, String> values, Set<String> known) {
    if (!known.containsAll(values.keySet())) {
      throw invalid("unknown parameter; there is: " + String.join(", ", known));
    }
    this.values = values;
  }

  /**
   * The parameters of the query.
   *
   * @throws OAuthException {@code invalid_request}
   */
  static Sent query(HttpRequest request, Set<String> known) {
    Parameters query = request.query();
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : query.names()) {
      if (query.repeated().contains(name)) {
        throw invalid("a parameter was sent more than once");
      }
      query.first(name).ifPresent(value -> values.put(name, value));
    }
    return new Sent(values, known);
  }

  /**
   * The members of the JSON object in the body.
   *
   * @throws OAuthException {@code invalid_request}
   */
  static Sent object(HttpRequest request, Set<String> known) {
    boolean json =
        request
            .headers()
            .first("Content-Type")
            .filter(t -> t.toLowerCase(Locale.ROOT).startsWith("application/json"))
            .isPresent();
    if (!json) {
      throw invalid("send application/json");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> member : Json.readObject(request.body()).entrySet()) {
      if (!(member.getValue() instanceof String text) || text.isEmpty()) {
        throw invalid("every member must be a text");
      }
      values.put(member.getKey(), text);
    }
    return new Sent(values, known);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<ClientId> client(String name) {
    return text(name)
        .map(value -> {
          if (!ClientId.wellFormed(value)) {
            throw invalid(name + " is not a client id");
          }
          return new ClientId(value);
        });
  }

  Optional<GrantId> grant(String name) {
    return text(name)
        .map(value -> {
          try {
            return new GrantId(value);
          } catch (IllegalArgumentException e) {
            throw invalid(name + " is not a grant id");
          }
        });
  }

  /** An instant, or a date that stands for its first instant (UTC). */
  Optional<Instant> instant(String name) {
    return text(name)
        .map(value -> {
          try {
            return value.contains("T")
                ? Instant.parse(value)
                : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
          } catch (DateTimeParseException e) {
            throw invalid(name + " must be like 2026-01-31 or 2026-01-31T12:00:00Z");
          }
        });
  }

  int limit() {
    try {
      int limit = text("limit").map(Integer::parseInt).orElse(STANDARD_LIMIT);
      if (limit >= 1 && limit <= HIGHEST_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw invalid("limit must be from 1 to " + HIGHEST_LIMIT);
  }

  static OAuthException invalid(String description) {
    return new OAuthException(new OAuthError.InvalidRequest(description));
  }
}
