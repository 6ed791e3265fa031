package dev.oidcproxy.application.endpoint;

import dev.oidcproxy.application.http.Cookies;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.authorization.RememberedConsent;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.port.Entropy;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.TokenHash;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cookies of an authorization. One per transaction binds the browser; one per rendered consent
 * page makes its form this browser's. Parallel flows and repeated renders have their own, so none
 * disturbs another. One more outlives them: the id under which the browser's consent is remembered.
 */
final class BrowserCookies {

  private static final String BINDING = "oidc-proxy-flow-";
  private static final String FORM = "oidc-proxy-form-";
  private static final String BROWSER = "oidc-proxy-browser";

  /** Beyond it the oldest go: a browser that starts logins all day must not outgrow its headers. */
  private static final int MOST = 10;

  private final Cookies cookies;
  private final Entropy entropy;

  BrowserCookies(Cookies cookies, Entropy entropy) {
    this.cookies = cookies;
    this.entropy = entropy;
  }

  HttpResponse bind(HttpRequest request, HttpResponse response, TransactionId id, Secret cookie) {
    return added(request, response, BINDING, BINDING + id.value(), cookie.reveal());
  }

  Optional<Secret> binding(HttpRequest request, TransactionId id) {
    return cookies.read(request, BINDING + id.value()).map(Secret::of);
  }

  /** The id of a browser in which something is remembered. */
  Optional<Secret> browser(HttpRequest request) {
    return cookies.read(request, BROWSER).map(Secret::of);
  }

  HttpResponse remember(HttpResponse response, Secret browser) {
    return response.with(
        "Set-Cookie", cookies.set(BROWSER, browser.reveal(), RememberedConsent.LIFETIME));
  }

  /** A new form token; {@link #protect} gives the response its cookie. */
  Secret formToken() {
    return Secret.of(entropy.text(32));
  }

  HttpResponse protect(
      HttpRequest request, HttpResponse response, Secret formToken, TransactionId id) {
    return added(request, response, FORM, formCookie(formToken.reveal()), id.value());
  }

  /**
   * Whether this browser was shown the form that carries {@code formToken}, for this transaction.
   */
  boolean shown(HttpRequest request, String formToken, TransactionId id) {
    return cookies.read(request, formCookie(formToken)).filter(id.value()::equals).isPresent();
  }

  private HttpResponse added(
      HttpRequest request, HttpResponse response, String prefix, String name, String value) {
    HttpResponse result =
        response.with("Set-Cookie", cookies.set(name, value, Transaction.LIFETIME));
    Map<String, String> held = cookies.startingWith(request, prefix);
    List<String> others = held.keySet().stream().filter(n -> !n.equals(name)).toList();
    // Browsers send older cookies first (RFC 6265 section 5.4).
    for (String old : others.subList(0, Math.max(0, others.size() - (MOST - 1)))) {
      result = result.with("Set-Cookie", cookies.clear(old));
    }
    return result;
  }

  private static String formCookie(String formToken) {
    return FORM + TokenHash.of(formToken).value().substring(0, 22);
  }
}
