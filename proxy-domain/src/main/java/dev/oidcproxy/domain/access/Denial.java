package dev.oidcproxy.domain.access;

/** Why somebody may not sign in; in words for an operator, without anything about the person. */
public enum Denial {
  NO_EMAIL("the provider sent no e-mail address", true),
  EMAIL_UNVERIFIED("the provider does not say that the e-mail address is verified", false),
  EMAIL_MALFORMED("the e-mail address has no clear domain", true),
  EMAIL_NOT_ALLOWED("the e-mail address is in neither allow.emails nor allow.domains", false),
  GROUPS_ABSENT("the provider sent no groups", true),
  GROUPS_UNUSABLE("the provider's groups are not a list of texts", true),
  GROUPS_TOO_MANY(
      "the person is in more groups than fit into a token: have the provider send only the groups"
          + " that are assigned to this application, or roles, and allow these with"
          + " allow.claims",
      true),
  GROUP_NOT_ALLOWED("no group is in allow.groups", false),
  CLAIM_ABSENT("a claim of allow.claims did not come", true),
  CLAIM_UNUSABLE("a claim of allow.claims is neither a text nor a list of texts", true),
  CLAIM_NOT_ALLOWED("a claim has no value that allow.claims lists", false);

  private final String words;
  private final boolean shape;

  Denial(String words, boolean shape) {
    this.words = words;
    this.shape = shape;
  }

  public String words() {
    return words;
  }

  /**
   * Whether the rule could not be judged at all: the provider sends something else than it asks.
   */
  public boolean isShapeMismatch() {
    return shape;
  }
}
