package dev.oidcproxy.application.page;

/** Every English word about somebody who is signed in, and of the account page. */
final class AccountTexts {

  static final String SIGNED_IN_AS = "You are signed in as";
  static final String BACK_AT_ONCE = "When you approve, you are sent back to";

  static final String TITLE = "Connected apps";
  static final String CAN_ACT = "These apps can act for you here.";
  static final String NONE = "No app can act for you here.";
  static final String MORE =
      "You have more sign-ins here than this page can hold. Whoever runs this server can end all of"
          + " them.";
  static final String REMOVED = "has no access any more. To use it again, sign in from the app.";
  static final String UNKNOWN_APP = "An app that is not registered any more";
  static final String GOES_TO = "Its sign-ins go to";
  static final String MAY = "It may";
  static final String ACCESS_TO = "It has access to";
  static final String SINCE = "Since";
  static final String LAST_USED = "Last used";
  static final String REMOVE = "Remove access";
  static final String REMOVE_OF = "Remove access of";
  static final String SIGN_OUT = "Sign out";

  static final String SIGNED_OUT_TITLE = "You are signed out";
  static final String SIGNED_OUT =
      "The apps keep the access they have. With the sign-in service you may still be signed in.";
  static final String SIGN_IN_AGAIN = "Sign in again";

  static final String REFUSED_TITLE = "You were not signed in";
  static final String REFUSED =
      "The sign-in service did not let you in, or its answer could not be verified.";
  static final String TRY_AGAIN = "Try again";

  static final String UNCHANGED_TITLE = "Nothing was changed";
  static final String UNCHANGED =
      "Your session is over, or the request did not come from the page. Open the page and try"
          + " again.";
  static final String OPEN = "Open the page";

  private AccountTexts() {}
}
