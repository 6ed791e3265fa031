package dev.oidcproxy.distribution.administration;

import dev.oidcproxy.domain.client.ClientMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** Values of an answer as texts for people. */
final class Cell {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'").withZone(ZoneOffset.UTC);

  private Cell() {}

  /** The value as a text in which nothing steers a terminal; empty when there is none. */
  static String clean(Object value) {
    if (value == null) {
      return "";
    }
    StringBuilder clean = new StringBuilder();
    value
        .toString()
        .codePoints()
        .map(c -> ClientMetadata.printable(Character.toString(c)) ? c : '?')
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  static String of(Map<?, ?> object, String member) {
    return clean(object.get(member));
  }

  /** An instant as date and time, and how far away it is. */
  static String time(Map<?, ?> object, String member) {
    String text = of(object, member);
    if (text.isEmpty()) {
      return "";
    }
    Instant instant = Instant.parse(text);
    return MINUTES.format(instant) + " (" + distance(instant, Instant.now()) + ")";
  }

  static String distance(Instant instant, Instant now) {
    Duration distance = Duration.between(now, instant);
    String amount = amount(distance.abs());
    return distance.isNegative() ? amount + " ago" : "in " + amount;
  }

  private static String amount(Duration duration) {
    for (ChronoUnit unit :
        new ChronoUnit[] {ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES}) {
      long count = duration.dividedBy(unit.getDuration());
      if (count >= 2) {
        return count + " " + unit.toString().toLowerCase(Locale.ROOT);
      }
    }
    return duration.toSeconds() + " seconds";
  }
}
