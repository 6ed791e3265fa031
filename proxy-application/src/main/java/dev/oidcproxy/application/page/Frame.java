package dev.oidcproxy.application.page;

import java.util.Optional;

/**
 * What surrounds the content of a page.
 *
 * @param refresh where the browser goes by itself
 * @param requestId what an operator finds in the log
 */
record Frame(
    String serverName,
    String title,
    Stylesheet stylesheet,
    Optional<String> refresh,
    Optional<String> requestId) {}
