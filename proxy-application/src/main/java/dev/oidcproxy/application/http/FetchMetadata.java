package dev.oidcproxy.application.http;

import java.util.List;

/**
 * What a browser says of how a request came about (W3C Fetch Metadata). A page cannot forge it, and
 * a browser that does not say it is told nothing by its absence.
 */
public final class FetchMetadata {

  private final HttpRequest request;

  public FetchMetadata(HttpRequest request) {
    this.request = request;
  }

  /**
   * Whether this is a page that the person, or a program of theirs, opened: an address typed,
   * bookmarked or handed over by the system, or a link on this very origin, which could do without
   * it whatever a page of ours can. Not a sibling domain, not another site, not a frame, and not a
   * browser that only looks ahead. What is not said counts as no.
   */
  public boolean isOwnNavigation() {
    return request.method().equals("GET")
        && (says("Sec-Fetch-Site", "none") || says("Sec-Fetch-Site", "same-origin"))
        && says("Sec-Fetch-Mode", "navigate")
        && says("Sec-Fetch-Dest", "document")
        && request.headers().all("Sec-Purpose").isEmpty();
  }

  /**
   * Whether nothing says that another origin sent a form. Old browsers send neither header: what
   * the form carries decides for them.
   */
  public boolean mayComeFrom(String origin) {
    return request.headers().first("Origin").filter(o -> !o.equals(origin)).isEmpty()
        && request
            .headers()
            .first("Sec-Fetch-Site")
            .filter(s -> !s.equals("same-origin") && !s.equals("none"))
            .isEmpty();
  }

  private boolean says(String header, String value) {
    return request.headers().all(header).equals(List.of(value));
  }
}
