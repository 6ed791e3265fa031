package dev.oidcproxy.application.page;

/**
 * Words around a place where a page puts a value. The value never becomes part of the words, so it
 * is escaped and isolated as what it is.
 */
record Phrase(String before, String after) {

  static Phrase of(String words) {
    int open = words.indexOf('{');
    return new Phrase(words.substring(0, open), words.substring(words.indexOf('}') + 1));
  }
}
