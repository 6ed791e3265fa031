package dev.oidcproxy.application.page;

import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.RedirectUri;
import java.util.Optional;

/** Pages for people. */
public final class Pages {

  private final String serverName;

  public Pages(String serverName, Optional<String> consentPolicy) {
    this.serverName = serverName + consentPolicy.orElse("");
  }

  public HttpResponse consent(ConsentView view) {
    return HttpResponse.html(
        200,
        "<form method=post action='"
            + escape(view.form().action())
            + "'><input name=transaction value='"
            + view.form().transaction()
            + "'><input name=csrf value='"
            + view.form().csrf()
            + "'><button name=decision value=approve>Allow</button>"
            + "<button name=decision value=deny>Deny</button></form>"
            + escape(view.clientName()));
  }

  public HttpResponse forward(String location) {
    return HttpResponse.html(
        200, "<meta http-equiv=refresh content=\"0;url=" + escape(location) + "\">");
  }

  public HttpResponse error(int status, String words, String requestId) {
    return HttpResponse.html(status, escape(serverName + words + requestId));
  }

  public HttpResponse unknownClient(String requestId) {
    return error(400, "unknown client", requestId);
  }

  public HttpResponse redirectRefused(
      RedirectUri uri, String location, String words, String requestId) {
    return error(400, uri + location + words, requestId);
  }

  public HttpResponse alreadySignedIn(String requestId) {
    return error(200, "already signed in", requestId);
  }

  public HttpResponse wrongBrowser(String requestId) {
    return error(403, "wrong browser", requestId);
  }

  public HttpResponse expired(String requestId) {
    return error(400, "expired", requestId);
  }

  public HttpResponse providerDown(String requestId) {
    return error(503, "provider down", requestId).with("Retry-After", "5");
  }

  public HttpResponse busy(String requestId) {
    return error(503, "busy", requestId).with("Retry-After", "5");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
