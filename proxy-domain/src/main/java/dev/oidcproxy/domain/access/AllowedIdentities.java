package dev.oidcproxy.domain.access;

import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.ProviderClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may sign in. An address must be one of {@code emails} or in one of {@code domains}; then,
 * where they are given, the person must be in one of {@code groups}, and every one of {@code
 * claims} must have one of its values. What the provider did not say, or not clearly, is never
 * enough.
 *
 * @param domains as {@link EmailAddress#domain} writes them; none stands for the domains below it
 */
public record AllowedIdentities(
    Set<EmailAddress> emails,
    Set<String> domains,
    Set<String> groups,
    Map<String, Set<String>> claims) {

  /** Everyone whom the provider lets in. */
  public static final AllowedIdentities EVERYONE =
      new AllowedIdentities(Set.of(), Set.of(), Set.of(), Map.of());

  /** Why this person may not sign in; empty: welcome. */
  public Optional<Denial> denial(Identity person, ProviderClaims said) {
    return email(person).or(() -> group(person, said)).or(() -> claim(said));
  }

  private Optional<Denial> email(Identity person) {
    if (emails.isEmpty() && domains.isEmpty()) {
      return Optional.empty();
    }
    if (person.email().isEmpty()) {
      return Optional.of(Denial.NO_EMAIL);
    }
    // Whoever can write any address into a profile could be anybody.
    if (!person.emailVerified()) {
      return Optional.of(Denial.EMAIL_UNVERIFIED);
    }
    Optional<EmailAddress> address = EmailAddress.parse(person.email().get());
    if (address.isEmpty()) {
      return Optional.of(Denial.EMAIL_MALFORMED);
    }
    return emails.contains(address.get()) || domains.contains(address.get().domain())
        ? Optional.empty()
        : Optional.of(Denial.EMAIL_NOT_ALLOWED);
  }

  private Optional<Denial> group(Identity person, ProviderClaims said) {
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    if (said.hasTooManyGroups()) {
      return Optional.of(Denial.GROUPS_TOO_MANY);
    }
    if (said.hasUnusableGroups()) {
      return Optional.of(Denial.GROUPS_UNUSABLE);
    }
    if (person.groups().isEmpty() && !said.has(said.groups())) {
      return Optional.of(Denial.GROUPS_ABSENT);
    }
    return person.groups().stream().anyMatch(groups::contains)
        ? Optional.empty()
        : Optional.of(Denial.GROUP_NOT_ALLOWED);
  }

  private Optional<Denial> claim(ProviderClaims said) {
    for (Map.Entry<String, Set<String>> wanted : claims.entrySet()) {
      if (!said.has(wanted.getKey())) {
        return Optional.of(Denial.CLAIM_ABSENT);
      }
      Optional<List<String>> values = said.texts(wanted.getKey());
      if (values.isEmpty()) {
        return Optional.of(Denial.CLAIM_UNUSABLE);
      }
      if (values.get().stream().noneMatch(wanted.getValue()::contains)) {
        return Optional.of(Denial.CLAIM_NOT_ALLOWED);
      }
    }
    return Optional.empty();
  }
}
