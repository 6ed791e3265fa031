package dev.oidcproxy.application.page;

import dev.oidcproxy.application.http.HttpRequest;
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

  /** The same pages in the language that whoever asks likes best. */
  public AccountPages in(HttpRequest request) {
    return new AccountPages(pages.in(request), address);
  }

  public HttpResponse apps(AccountView view) {
    return pages.withForm(
        Text.ACCOUNT_TITLE, (out, frame) -> JteaccountGenerated.render(out, null, frame, view));
  }

  public HttpResponse signedOut() {
    return notice(
        200, Text.SIGNED_OUT_TITLE, Optional.empty(), Text.SIGNED_OUT_WHY, Text.SIGNED_OUT_DO);
  }

  /** The provider let nobody in. */
  public HttpResponse refused(String requestId) {
    return notice(
        403,
        Text.ACCOUNT_REFUSED_TITLE,
        Optional.of(requestId),
        Text.ACCOUNT_REFUSED_WHY,
        Text.ACCOUNT_REFUSED_DO);
  }

  /** The session is over, or another site sent the form. */
  public HttpResponse unchanged(String requestId) {
    return notice(
        403, Text.UNCHANGED_TITLE, Optional.of(requestId), Text.UNCHANGED_WHY, Text.UNCHANGED_DO);
  }

  private HttpResponse notice(
      int status, Text title, Optional<String> requestId, Text words, Text link) {
    return pages.withoutForm(
        status,
        title,
        requestId,
        (out, frame) -> JteaccountnoticeGenerated.render(out, null, frame, words, link, address));
  }
}
