package dev.oidcproxy.distribution.demo.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Somebody who can sign in. */
record SampleUser(String subject, String name, String email) {

  static final List<SampleUser> ALL =
      List.of(
          new SampleUser("ada", "Ada Lovelace", "ada@example.org"),
          new SampleUser("grace", "Grace Hopper", "grace@example.org"));

  static Optional<SampleUser> find(String subject) {
    return ALL.stream().filter(user -> user.subject.equals(subject)).findFirst();
  }

  /** The claims that these scopes ask for (OpenID Connect Core §5.4), the subject always. */
  Map<String, Object> claims(Set<String> scope) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", subject);
    if (scope.contains("profile")) {
      claims.put("name", name);
      // what the user wishes to be called, spaces allowed (§5.1): these two prefer their names
      claims.put("preferred_username", name);
    }
    if (scope.contains("email")) {
      claims.put("email", email);
      claims.put("email_verified", true);
    }
    return claims;
  }
}
