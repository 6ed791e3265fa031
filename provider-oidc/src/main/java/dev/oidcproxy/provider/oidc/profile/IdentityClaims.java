package dev.oidcproxy.provider.oidc.profile;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.ProviderClaims;
import java.util.List;
import java.util.Optional;

/** The claims that say who it is, by name or by the names on the way to them: {@code user.id}. */
public record IdentityClaims(
    String subject,
    String name,
    String preferredUsername,
    String email,
    String emailVerified,
    String groups) {

  public static final IdentityClaims STANDARD =
      new IdentityClaims("sub", "name", "preferred_username", "email", "email_verified", "groups");

  /** Who claims of {@code issuer} say it is; absent when they name no subject. */
  public Optional<Person> of(String issuer, JsonObject claims) {
    JsonObject said =
        claims.select(List.of(subject, name, preferredUsername, email, emailVerified, groups));
    return said.textOrWhole(subject)
        .map(value ->
            new Identity(
                claims.text("iss").orElse(issuer),
                value,
                said.text(name),
                said.text(preferredUsername),
                said.oneOrMore(email).stream().findFirst(),
                said.isTrue(emailVerified),
                said.texts(groups)))
        .map(who -> new Person(who, new ProviderClaims(claims.members(), groups)));
  }
}
