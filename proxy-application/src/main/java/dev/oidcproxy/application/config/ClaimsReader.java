package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.claim.ClaimPath;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code claims}: which of the provider's claims go on, and under which names. */
final class ClaimsReader {

  private static final String KEY = "claims";

  private ClaimsReader() {}

  static ClaimMapping read(ConfigReader config) {
    Map<String, ClaimPath> paths = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    config
        .map(KEY)
        .forEach((name, written) -> {
          String key = KEY + "." + name;
          Optional<String> objection = ClaimMapping.objection(name);
          Optional<ClaimPath> path = ClaimPath.parse(written);
          if (objection.isPresent()) {
            config.problem(key, "the name " + objection.get());
          } else if (!seen.add(ClaimMapping.folded(name))) {
            config.problem(key, "is the same header as another of them: choose another name");
          } else if (path.isEmpty()) {
            config.problem(
                key,
                "must be the path of a claim, such as department or realm_access.roles; a name with"
                    + " a dot is in double quotes inside the text, a web address is not");
          } else {
            paths.put(name, path.get());
          }
        });
    return new ClaimMapping(paths);
  }
}
