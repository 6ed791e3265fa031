package dev.oidcproxy.application.page;

import java.util.List;

/** A page that only says something. */
record Notice(int status, Text title, List<Text> paragraphs) {

  static final Notice ALREADY_SIGNED_IN =
      Notice.of(200, Text.ALREADY_SIGNED_IN_TITLE, Text.ALREADY_SIGNED_IN_WHY);

  static final Notice WRONG_BROWSER =
      Notice.of(
          403,
          Text.WRONG_BROWSER_TITLE,
          Text.WRONG_BROWSER_WHY,
          Text.WRONG_BROWSER_WHEN,
          Text.WRONG_BROWSER_DO);

  static final Notice EXPIRED =
      Notice.of(400, Text.EXPIRED_TITLE, Text.EXPIRED_WHY, Text.START_AGAIN);

  static final Notice PROVIDER_DOWN =
      Notice.of(503, Text.PROVIDER_DOWN_TITLE, Text.PROVIDER_DOWN_WHY, Text.PROVIDER_DOWN_DO);

  static final Notice BUSY = Notice.of(503, Text.BUSY_TITLE, Text.BUSY_WHY, Text.BUSY_DO);

  static final Notice TOO_MANY =
      Notice.of(429, Text.TOO_MANY_TITLE, Text.TOO_MANY_WHY, Text.TOO_MANY_DO);

  static final Notice FAILED = Notice.of(500, Text.FAILED_TITLE, Text.FAILED_WHY, Text.START_AGAIN);

  static Notice of(int status, Text title, Text... paragraphs) {
    return new Notice(status, title, List.of(paragraphs));
  }
}
