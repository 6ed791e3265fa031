package dev.oidcproxy.application.page;

import dev.oidcproxy.application.page.Notice.Remedy;
import java.util.List;

/** Every English word of the pages. */
final class Texts {

  static final String LANGUAGE = "en";
  static final String REQUEST = "Request";

  static final String CONSENT_TITLE = "Approve this app?";
  static final String CALLS_ITSELF = "An app that calls itself";
  static final String UNVERIFIED = "Unverified";
  static final String UNVERIFIED_WHY = "The app chose this name. Nobody has checked it.";
  static final String VOUCHED_HOST = "An app of the site";
  static final String VERIFIED = "Verified";
  static final String VERIFIED_WHY = "The app is described by a document on this site.";
  static final String CONFIGURED = "The operator of this server registered this app.";
  static final String GOES_TO = "The sign-in goes to";
  static final String WARNING = "Warning:";
  static final String TRUST_SITE = "Approve only if you know and trust this site.";
  static final String TRUST_LOOPBACK =
      "Any program on this computer could receive the sign-in. Approve only if you started it"
          + " yourself, just now.";
  static final String TRUST_PROGRAM =
      "This address opens an app on this device. Any app that claims it could receive the sign-in."
          + " Approve only if you started it yourself, just now.";
  static final String ASKS_TO = "The app asks to";
  static final String ACCESS_TO = "It gets access to";
  static final String NEXT = "What happens next";
  static final String SIGN_IN_WITH = "You will sign in with";
  static final String SENT_BACK_TO = "Then you are sent back to";
  static final String NOT_YOU = "If you did not start this, choose Deny: the app gets nothing.";
  static final String APPROVE = "Approve";
  static final String DENY = "Deny";
  static final String DETAILS = "Technical details";
  static final String REDIRECT_URI = "Redirect address";
  static final String CLIENT_URI = "Website the app names (unverified)";

  static final String SCOPE_OPENID = "Confirm who you are";
  static final String SCOPE_PROFILE = "See your name and profile";
  static final String SCOPE_EMAIL = "See your email address";
  static final String SCOPE_OFFLINE_ACCESS = "Stay connected until you remove its access";
  static final String SCOPE_OTHER = "Use the permission";

  static final String FORWARD_TITLE = "One moment";
  static final String FORWARD_SITE = "You are being taken to";
  static final String FORWARD_PROGRAM =
      "The app opens now. Your browser may ask whether it may open it. Afterwards you can close"
          + " this page.";
  static final String CONTINUE = "Continue";
  static final String NOTHING_HAPPENS = "If nothing happens, choose Continue.";

  static final String ERROR_TITLE = "This sign-in cannot go on";
  static final String REASON = "Reason:";
  static final String START_AGAIN = "Close this page, go back to the app and start again.";

  static final String REFUSED_TITLE = "The app’s request was refused";
  static final String REFUSED_WHERE = "The app wants the answer sent to";
  static final String REFUSED_UNCHECKED =
      "Nobody has checked this address, so you were not sent there. Nothing was shared.";
  static final String REFUSED_CLOSE = "You can close this page.";
  static final String REFUSED_TRUST = "If you trust this address, you may send it the refusal.";
  static final String REFUSED_LINK = "Send it to";

  static final Notice UNKNOWN_CLIENT =
      new Notice(
          400,
          "This app is not known here any more",
          List.of(
              "The app uses a registration that this server does not have. Its saved sign-in has"
                  + " to be removed once; then it registers again by itself."),
          List.of(
              new Remedy(
                  "Claude Code",
                  "Type /mcp, choose the server, choose “Clear authentication”, then sign in"
                      + " again."),
              new Remedy(
                  "Claude", "In Settings, Connectors, remove the connector and add it again."),
              new Remedy(
                  "Cursor",
                  "In the settings of MCP servers, log out of the server or remove it, then connect"
                      + " it again."),
              new Remedy(
                  "VS Code",
                  "Run the command “Authentication: Remove Dynamic Authentication Providers”, then"
                      + " restart the server."),
              new Remedy(
                  "ChatGPT",
                  "In Settings, Apps & Connectors, delete the connector and create it again."),
              new Remedy(
                  "MCP Inspector",
                  "Open the authentication settings, choose “Clear OAuth State”, then connect"
                      + " again.")));

  static final Notice ALREADY_SIGNED_IN =
      Notice.of(
          200,
          "You are already signed in",
          "This sign-in was completed before. You can close this page and go back to the app.");

  static final Notice WRONG_BROWSER =
      Notice.of(
          403,
          "This is not the browser that started",
          "For your safety a sign-in has to end in the browser where it began, and this browser does"
              + " not have its cookie.",
          "This happens when a link was opened in another browser or profile, when an app shows"
              + " pages in a window of its own, or when cookies are blocked.",
          "Allow cookies for this site, go back to the app, and start again in your usual"
              + " browser.");

  static final Notice EXPIRED =
      Notice.of(
          400,
          "This sign-in has expired",
          "It took too long, or it was finished before. Nothing is lost.",
          START_AGAIN);

  static final Notice PROVIDER_DOWN =
      Notice.of(
          503,
          "The sign-in service does not answer",
          "You cannot be signed in at the moment. This is not your fault.",
          "Wait a little, then go back to the app and start again.");

  static final Notice BUSY =
      Notice.of(
          503,
          "Try again in a moment",
          "This server cannot work on your request right now.",
          "Reload this page in a few seconds, or start again in the app.");

  static final Notice TOO_MANY =
      Notice.of(
          429,
          "Too many sign-ins at once",
          "From your network, or at this server, more sign-ins are being started than it takes."
              + " Nothing is lost.",
          "Wait a minute, then reload this page or start again in the app.");

  private Texts() {}

  static String caution(Destination back) {
    return switch (back.kind()) {
      case LOOPBACK -> TRUST_LOOPBACK;
      case PROGRAM -> TRUST_PROGRAM;
      case SITE, CLEAR_TEXT -> TRUST_SITE;
    };
  }
}
