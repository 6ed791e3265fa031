package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.value.Subject;
import java.util.List;
import java.util.Optional;

/**
 * Who signed in, as the provider vouched for it.
 *
 * @param subject the provider's {@code sub}: stable, and the only field that identifies
 * @param email absent unless the provider sent one; {@code emailVerified} says what it said of it
 */
public record Identity(
    String issuer,
    String subject,
    Optional<String> name,
    Optional<String> preferredUsername,
    Optional<String> email,
    boolean emailVerified,
    List<String> groups) {

  public Identity {
    if (subject.isEmpty()) {
      throw new IllegalArgumentException("an identity has a subject");
    }
    groups = List.copyOf(groups);
  }

  /** What the person knows themselves by; nothing of it identifies. */
  public String displayName() {
    return email.or(() -> preferredUsername).or(() -> name).orElse(subject);
  }

  /** The part that identifies. */
  public Subject asSubject() {
    return new Subject(issuer, subject);
  }
}
