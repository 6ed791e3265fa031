package dev.oidcproxy.application.page;

import dev.oidcproxy.application.branding.GuardedTemplate;
import dev.oidcproxy.application.branding.PageTemplate;
import gg.jte.Content;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.html.escape.Escape;
import gg.jte.output.StringOutput;
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
   * @param template what an operator has in place of our markup around the content
   */
  record Site(
      String name,
      Optional<String> logo,
      Stylesheet stylesheet,
      Optional<GuardedTemplate> template) {}

  /** The body that another template makes; empty: ours is to be used. */
  Optional<String> body(Content content) {
    return site.template()
        .flatMap(template ->
            template.body(
                new PageTemplate.Page(
                    texts.tag(),
                    texts.direction().equals("rtl"),
                    escaped(site.name()),
                    site.logo(),
                    escaped(texts.of(title)),
                    rendered(content),
                    requestId.map(this::note))));
  }

  private String note(String id) {
    Phrase request = texts.around(Text.REQUEST);
    return escaped(request.before())
        + "<code>"
        + escaped(id)
        + "</code>"
        + escaped(request.after());
  }

  private static String rendered(Content content) {
    StringOutput text = new StringOutput();
    content.writeTo(new OwaspHtmlTemplateOutput(text));
    return text.toString();
  }

  private static String escaped(String text) {
    StringOutput out = new StringOutput();
    Escape.htmlContent(text, out);
    return out.toString();
  }
}
