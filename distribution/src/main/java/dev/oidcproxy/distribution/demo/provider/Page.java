package dev.oidcproxy.distribution.demo.provider;

import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page without scripts, for light and dark screens of any width.
 *
 * @param referrerPolicy {@code same-origin} where there is a form, because its {@code Origin} would
 *     be {@code null} otherwise; {@code no-referrer} where a code is in sight
 */
record Page(String html, String referrerPolicy) {

  /** The field that names who signs in. */
  static final String USER = "user";

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1c1b22;--paper:#fbfaf7;--line:#c9c4d4;--accent:#4a3aa8}
      @media(prefers-color-scheme:dark){:root{--ink:#ece9f4;--paper:#17161c;--line:#4b4759;\
      --accent:#b7a9ff}}
      *{box-sizing:border-box}
      body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;\
      background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
      main{width:100%;max-width:26rem}
      h1{font-size:1.5rem;margin:0 0 .5rem}
      a{color:var(--accent)}
      button{display:block;width:100%;margin:.75rem 0;padding:.9rem 1rem;text-align:left;\
      font:inherit;color:inherit;background:transparent;border:1px solid var(--line);\
      border-radius:.6rem;cursor:pointer}
      button:hover{border-color:var(--accent)}
      button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
      button strong,button span{display:block}
      """;

  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder().encodeToString(Sha256.of(STYLE))
          + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  /** Asks who is signing in; the request travels in the form and is checked again when it comes. */
  static Page login(Map<String, String> request) {
    String hidden =
        request.entrySet().stream()
            .filter(field -> !field.getKey().equals(USER))
            .map(field ->
                "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                    .formatted(escape(field.getKey()), escape(field.getValue())))
            .collect(Collectors.joining());
    String buttons =
        SampleUser.ALL.stream()
            .map(user ->
                """
                <button name="%s" value="%s"><strong>%s</strong><span>%s</span></button>
                """
                    .formatted(USER, user.subject(), user.name(), user.email()))
            .collect(Collectors.joining());
    return new Page(
        html(
            "Sign in",
            "",
            """
            <h1>Sign in</h1>
            <p>This is the sample identity provider of the demo. Choose who you are; there is no \
            password.</p>
            <form method="post" action="%s">%s
            %s</form>
            """
                .formatted(AuthorizationEndpoint.LOGIN_PATH, hidden, buttons)),
        "same-origin");
  }

  /**
   * Goes on to the application. A redirect would do, were the form's {@code form-action} not
   * applied by Chromium to every redirect that follows it.
   */
  static Page onward(SampleUser user, String location) {
    String target = escape(location);
    return new Page(
        html(
            "Signed in",
            "<meta http-equiv=\"refresh\" content=\"0;url=%s\">".formatted(target),
            """
            <h1>Signed in as %s</h1>
            <p><a href="%s">Continue to the application</a></p>
            """
                .formatted(user.name(), target)),
        "no-referrer");
  }

  static Page refused(String reason) {
    return new Page(
        html("Sign-in refused", "", "<h1>Sign-in refused</h1>\n<p>%s</p>\n".formatted(reason)),
        "no-referrer");
  }

  private static String html(String title, String head, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>%s</title>
    <style>%s</style>
    %s
    </head>
    <body>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(title, STYLE, head, body);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
