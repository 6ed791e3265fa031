package dev.oidcproxy.application.page;

import java.util.List;

/**
 * A page that only says something.
 *
 * @param remedies what to do in which program
 */
record Notice(int status, String title, List<String> paragraphs, List<Remedy> remedies) {

  /** What to do in one program. */
  record Remedy(String program, String steps) {}

  static Notice of(int status, String title, String... paragraphs) {
    return new Notice(status, title, List.of(paragraphs), List.of());
  }
}
