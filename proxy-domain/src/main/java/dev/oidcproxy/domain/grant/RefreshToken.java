package dev.oidcproxy.domain.grant;

import dev.oidcproxy.domain.value.GrantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refresh token as presented: {@code <grant id>.<generation>.<proof>}. Parsing says only that it
 * has the form; {@link dev.oidcproxy.domain.grant.Grant#proves(RefreshToken)} says whether it is
 * genuine.
 */
public record RefreshToken(GrantId grant, int generation, String proof) {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]{22})\\.(0|[1-9][0-9]{0,8})\\.([A-Za-z0-9_-]{43})");

  /** Empty when the text is not of the form of our refresh tokens. */
  public static Optional<RefreshToken> parse(String token) {
    Matcher m = FORM.matcher(token);
    return m.matches()
        ? Optional.of(
            new RefreshToken(new GrantId(m.group(1)), Integer.parseInt(m.group(2)), m.group(3)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "RefreshToken[generation=" + generation + ", redacted]";
  }
}
