package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.value.GrantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An authorization code as presented: {@code <grant id>.<proof>}. Parsing says only that it has the
 * form; {@link dev.oidcproxy.domain.grant.Grant#proves(AuthorizationCode)} says whether it is
 * genuine.
 */
public record AuthorizationCode(GrantId grant, String proof) {

  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

  /** Empty when the text is not of the form of our codes. */
  public static Optional<AuthorizationCode> parse(String code) {
    Matcher m = FORM.matcher(code);
    return m.matches()
        ? Optional.of(new AuthorizationCode(new GrantId(m.group(1)), m.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "AuthorizationCode[redacted]";
  }
}
