package dev.oidcproxy.application.page;

import java.util.Optional;

/**
 * What surrounds the content of a page.
 *
 * @param refresh where the browser goes by itself
 * @param requestId what an operator finds in the log
 */
record Frame(
    Site site, Texts texts, Text title, Optional<String> refresh, Optional<String> requestId) {

  /**
   * What all pages have.
   *
   * @param logo the path of the image
   */
  record Site(String name, Optional<String> logo, Stylesheet stylesheet) {}
}
