package dev.oidcproxy.domain.access;

/**
 * Names of tools: {@code *} stands for any characters, none included, and everything else for
 * itself, upper and lower case apart.
 */
public record ToolPattern(String text) {

  private static final int LONGEST = 256;

  /**
   * @throws IllegalArgumentException when the text is empty or longer than 256 characters
   */
  public ToolPattern {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException("not a pattern");
    }
  }

  /** Whether it stands for this name; in time that does not explode, whatever the name is. */
  public boolean matches(String name) {
    int star = text.indexOf('*');
    if (star < 0) {
      return name.equals(text);
    }
    if (!name.regionMatches(0, text, 0, star)) {
      return false;
    }
    int at = star;
    int from = star + 1;
    // Each part as early as it can be: that leaves the most room for the rest.
    for (star = text.indexOf('*', from); star >= 0; star = text.indexOf('*', from)) {
      int found = name.indexOf(text.substring(from, star), at);
      if (found < 0) {
        return false;
      }
      at = found + star - from;
      from = star + 1;
    }
    int last = text.length() - from;
    return name.length() - last >= at && name.regionMatches(name.length() - last, text, from, last);
  }
}
