package dev.oidcproxy.application.page;

import dev.oidcproxy.application.http.HttpResponse;
import java.util.Optional;

/** The account page, and what is said on the way to it and from it. */
public final class AccountPages {

  private final Pages pages;
  private final String address;

  /**
   * @param address of the account page
   */
  public AccountPages(Pages pages, String address) {
    this.pages = pages;
    this.address = address;
  }

  public HttpResponse apps(AccountView view) {
    return pages.withForm(
        AccountTexts.TITLE, (out, frame) -> JteaccountGenerated.render(out, null, frame, view));
  }

  public HttpResponse signedOut() {
    return notice(
        200,
        AccountTexts.SIGNED_OUT_TITLE,
        Optional.empty(),
        AccountTexts.SIGNED_OUT,
        AccountTexts.SIGN_IN_AGAIN);
  }

  /** The provider let nobody in. */
  public HttpResponse refused(String requestId) {
    return notice(
        403,
        AccountTexts.REFUSED_TITLE,
        Optional.of(requestId),
        AccountTexts.REFUSED,
        AccountTexts.TRY_AGAIN);
  }

  /** The session is over, or another site sent the form. */
  public HttpResponse unchanged(String requestId) {
    return notice(
        403,
        AccountTexts.UNCHANGED_TITLE,
        Optional.of(requestId),
        AccountTexts.UNCHANGED,
        AccountTexts.OPEN);
  }

  private HttpResponse notice(
      int status, String title, Optional<String> requestId, String words, String link) {
    return pages.withoutForm(
        status,
        title,
        requestId,
        (out, frame) -> JteaccountnoticeGenerated.render(out, null, frame, words, link, address));
  }
}
