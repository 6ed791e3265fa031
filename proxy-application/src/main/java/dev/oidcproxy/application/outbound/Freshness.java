package dev.oidcproxy.application.outbound;

import dev.oidcproxy.domain.port.HttpTransport.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long an answer may be used (RFC 9111 section 4.2), within bounds of ours: a host can neither
 * have us ask it all the time nor bind us to an old answer for ever.
 */
final class Freshness {

  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(24);
  static final Duration UNSAID = Duration.ofHours(1);

  private Freshness() {}

  static Instant until(Response response, Instant now) {
    Duration lifetime = said(response, now).orElse(UNSAID);
    Duration bounded = lifetime.compareTo(SHORTEST) < 0 ? SHORTEST : lifetime;
    return now.plus(bounded.compareTo(LONGEST) > 0 ? LONGEST : bounded);
  }

  private static Optional<Duration> said(Response response, Instant now) {
    List<String> directives =
        response.headers().getOrDefault("cache-control", List.of()).stream()
            .flatMap(line -> Stream.of(line.toLowerCase(Locale.ROOT).split(",", -1)))
            .map(String::strip)
            .toList();
    if (directives.contains("no-store") || directives.contains("no-cache")) {
      return Optional.of(Duration.ZERO);
    }
    return directives.stream()
        .filter(d -> d.startsWith("max-age="))
        .findFirst()
        .flatMap(d -> seconds(d.substring("max-age=".length()).replace("\"", "")))
        .map(age ->
            age.minus(response.header("age").flatMap(Freshness::seconds).orElse(Duration.ZERO)))
        .or(() -> expires(response, now));
  }

  private static Optional<Duration> expires(Response response, Instant now) {
    // A date that cannot be read is in the past (RFC 9111 section 5.3).
    return response
        .header("expires")
        .map(text ->
            date(text)
                .map(at ->
                    Duration.between(date(response.header("date").orElse("")).orElse(now), at))
                .orElse(Duration.ZERO));
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("\\d{1,10}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
