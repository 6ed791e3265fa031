package dev.oidcproxy.application.branding;

import dev.oidcproxy.application.language.Languages;
import java.util.Optional;

/**
 * What pages look like.
 *
 * @param name what they call this server
 * @param logo shown beside the name
 */
public record Branding(String name, Optional<Logo> logo, Languages languages) {

  /** A name and nothing else. */
  public static Branding named(String name) {
    return new Branding(name, Optional.empty(), Languages.builtIn());
  }
}
