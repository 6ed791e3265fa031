package dev.oidcproxy.application.branding;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A template that may fail without keeping anybody from signing in: a page that it does not make as
 * it must looks as it would without. Told once, for nobody reads a line for every page.
 */
public final class GuardedTemplate {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedTemplate.class);

  private final PageTemplate template;
  private final AtomicBoolean told = new AtomicBoolean();

  public GuardedTemplate(PageTemplate template) {
    this.template = template;
  }

  /** Empty when it has none that can stand in a page. */
  public Optional<String> stylesheet() {
    return guarded(
        () ->
            checked(
                Optional.ofNullable(template.stylesheet())
                    .filter(text -> !text.toLowerCase(Locale.ROOT).contains("</style")),
                "has no stylesheet that can stand in a page"),
        "has no stylesheet");
  }

  /** Empty when it failed, or left out what the page is about or said it twice. */
  public Optional<String> body(PageTemplate.Page page) {
    return guarded(
        () ->
            checked(
                Optional.ofNullable(template.body(page))
                    .filter(html -> hasOnce(html, page.content())),
                "does not have the content once, as it is"),
        "failed");
  }

  /** Only a platform in trouble of its own is nothing that our page would do better. */
  private Optional<String> guarded(Supplier<Optional<String>> making, String otherwise) {
    try {
      return making.get();
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
        throw e;
      }
      tell(otherwise + ": " + e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private Optional<String> checked(Optional<String> text, String otherwise) {
    if (text.isEmpty()) {
      tell(otherwise);
    }
    return text;
  }

  /** Without the words of an exception, which may quote a page. */
  private void tell(String what) {
    if (told.compareAndSet(false, true)) {
      LOG.warn(
          "the page template {} {}; our own is used instead", template.getClass().getName(), what);
    }
  }

  private static boolean hasOnce(String html, String content) {
    int at = html.indexOf(content);
    return at >= 0 && html.indexOf(content, at + 1) < 0;
  }
}
