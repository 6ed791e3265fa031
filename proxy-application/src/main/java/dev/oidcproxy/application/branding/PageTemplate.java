package dev.oidcproxy.application.branding;

import java.util.Optional;

/**
 * What surrounds the content of every page, in place of ours. Content, words, headers and policy
 * stay ours: a browser runs no script of a template and loads nothing for it but the logo, and the
 * only style is {@link #stylesheet}. Must be safe for many threads.
 */
public interface PageTemplate {

  /** The whole style of every page, asked for once; without a closing {@code style} tag. */
  String stylesheet();

  /**
   * The HTML between {@code <body>} and {@code </body>}. Has {@link Page#content} in it once and as
   * it is, else our own template takes its place.
   */
  String body(Page page);

  /**
   * One page. Every text is HTML that was escaped already, and belongs between tags.
   *
   * @param language a language tag, as in HTML's {@code lang}
   * @param rightToLeft whether that language is written so
   * @param site what pages call this server
   * @param logo the address of its image, for an attribute
   * @param title the heading
   * @param content what the page is about, with its form
   * @param note for a reader who asks the operator about the page
   */
  record Page(
      String language,
      boolean rightToLeft,
      String site,
      Optional<String> logo,
      String title,
      String content,
      Optional<String> note) {}
}
