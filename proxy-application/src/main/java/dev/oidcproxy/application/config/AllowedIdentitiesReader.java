package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.access.AllowedIdentities;
import dev.oidcproxy.domain.access.EmailAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code allow}: who may sign in. */
final class AllowedIdentitiesReader {

  private AllowedIdentitiesReader() {}

  static AllowedIdentities read(ConfigReader config) {
    ConfigReader section = config.section("allow");
    Map<String, Set<String>> claims = new LinkedHashMap<>();
    section
        .lists("claims")
        .forEach((name, values) -> {
          if (values.isEmpty()) {
            section.problem("claims." + name, "must have the values that let somebody in");
          }
          claims.put(name, new LinkedHashSet<>(values));
        });
    return new AllowedIdentities(
        parsed(section, "emails", "e-mail addresses", EmailAddress::parse),
        parsed(
            section,
            "domains",
            "domains such as example.com, each by itself: those below are not meant",
            EmailAddress::domain),
        new LinkedHashSet<>(section.list("groups").orElse(List.of())),
        claims);
  }

  private static <T> Set<T> parsed(
      ConfigReader section, String key, String expected, Function<String, Optional<T>> parse) {
    Set<T> all = new LinkedHashSet<>();
    for (String text : section.list(key).orElse(List.of())) {
      Optional<T> value = parse.apply(text);
      if (value.isEmpty()) {
        section.problem(key, "must be " + expected);
        return Set.of();
      }
      all.add(value.get());
    }
    return all;
  }
}
