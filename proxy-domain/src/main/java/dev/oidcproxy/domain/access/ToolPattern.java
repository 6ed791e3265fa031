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
    String[] parts = text.split("\\*", -1);
    if (parts.length == 1) {
      return name.equals(text);
    }
    String last = parts[parts.length - 1];
    if (!name.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    // Each part as early as it can be: that leaves the most room for the rest.
    for (int i = 1; i < parts.length - 1; i++) {
      int found = name.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    return name.length() - last.length() >= at && name.endsWith(last);
  }
}
