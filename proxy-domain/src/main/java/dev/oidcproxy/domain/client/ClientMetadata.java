package dev.oidcproxy.domain.client;

import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client says of itself (RFC 7591 section 2), already reduced to what we accept and keep.
 * Nothing in it is proven. The texts are for a page and for the answer to the registration.
 *
 * @param name at most 200 characters, without control or direction-changing characters
 * @param scope what it may ask for; empty means every valid scope
 */
public record ClientMetadata(
    List<RedirectUri> redirectUris,
    Optional<String> name,
    Optional<String> uri,
    ApplicationType applicationType,
    Set<GrantType> grantTypes,
    Set<Scope> scope,
    Optional<String> softwareId,
    Optional<String> softwareVersion) {

  public static final int LONGEST_NAME = 200;
  public static final int MOST_REDIRECT_URIS = 10;

  /**
   * @throws IllegalArgumentException when a bound does not hold
   */
  public ClientMetadata {
    redirectUris = List.copyOf(redirectUris);
    if (redirectUris.isEmpty() || redirectUris.size() > MOST_REDIRECT_URIS) {
      throw new IllegalArgumentException("a client has 1 to 10 redirect URIs");
    }
    if (name.filter(n -> n.isBlank() || n.length() > LONGEST_NAME || !printable(n)).isPresent()) {
      throw new IllegalArgumentException("a client name is 1 to 200 printable characters");
    }
    if (!grantTypes.contains(GrantType.AUTHORIZATION_CODE)) {
      throw new IllegalArgumentException("every client uses the authorization code grant");
    }
  }

  /** The grant types we serve, by their registered names (RFC 7591 section 2). */
  public enum GrantType {
    AUTHORIZATION_CODE,
    REFRESH_TOKEN
  }

  /** What the same program says wherever on loopback it listens. */
  public ClientMetadata onAnyLoopbackPort() {
    return new ClientMetadata(
        redirectUris.stream().map(RedirectUri::onAnyLoopbackPort).distinct().toList(),
        name,
        uri,
        applicationType,
        grantTypes,
        scope,
        softwareId,
        softwareVersion);
  }

  /**
   * What a person can see of a text: without the characters that {@link #printable} forbids, and
   * with one space where there were several, or line breaks. Nobody has to be refused for an emoji
   * that is joined by an invisible character.
   */
  public static String visible(String text) {
    String kept =
        text.codePoints()
            .map(c -> Character.isWhitespace(c) ? ' ' : c)
            .filter(c -> printable(Character.toString(c)))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return kept.replaceAll(" +", " ").strip();
  }

  /** No control, format (direction override, zero width), surrogate or private-use character. */
  public static boolean printable(String text) {
    return text.codePoints()
        .noneMatch(c ->
            switch (Character.getType(c)) {
              case Character.CONTROL,
                  Character.FORMAT,
                  Character.SURROGATE,
                  Character.PRIVATE_USE,
                  Character.LINE_SEPARATOR,
                  Character.PARAGRAPH_SEPARATOR,
                  Character.UNASSIGNED ->
                  true;
              default -> false;
            });
  }
}
