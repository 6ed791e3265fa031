package dev.oidcproxy.application.page;

/** Every English word about somebody who is signed in. */
final class AccountTexts {

  static final String SIGNED_IN_AS = "You are signed in as";
  static final String BACK_AT_ONCE = "When you approve, you are sent back to";

  private AccountTexts() {}
}
