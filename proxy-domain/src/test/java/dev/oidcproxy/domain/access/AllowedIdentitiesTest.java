package dev.oidcproxy.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.ProviderClaims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("S29")
class AllowedIdentitiesTest {

  private static final AllowedIdentities CORP =
      new AllowedIdentities(
          Set.of(EmailAddress.parse("Bob@other.example").orElseThrow()),
          Set.of("corp.com", "xn--mller-kva.example"),
          Set.of(),
          Map.of());

  private static final AllowedIdentities STAFF =
      new AllowedIdentities(Set.of(), Set.of(), Set.of("staff", "ops"), Map.of());

  @Test
  void without_lists_everyone_is_welcome() {
    assertThat(AllowedIdentities.EVERYONE.denial(person("x", false), ProviderClaims.NONE))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice@corp.com",
        "Alice@CORP.com",
        "Bob@other.example",
        "Bob@Other.Example",
        "zoë@corp.com",
        "a@müller.example",
        "a@MÜLLER.example",
        "a@xn--mller-kva.example"
      })
  void who_is_listed_may_sign_in(String email) {
    assertThat(CORP.denial(person(email, true), ProviderClaims.NONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a@evil@corp.com, EMAIL_MALFORMED",
    "a@corp.com@evil.com, EMAIL_MALFORMED",
    "'\"a@evil\"@corp.com', EMAIL_MALFORMED",
    "@corp.com, EMAIL_MALFORMED",
    "corp.com, EMAIL_MALFORMED",
    "a@, EMAIL_MALFORMED",
    "a@corp.com., EMAIL_MALFORMED",
    "a b@corp.com, EMAIL_MALFORMED",
    "'a@corp.com ', EMAIL_MALFORMED",
    "a@corp.com%0a, EMAIL_MALFORMED",
    "a@ｃｏｒｐ.com, EMAIL_MALFORMED",
    "a@corp。com, EMAIL_MALFORMED",
    "a@\u212Aorp.com, EMAIL_MALFORMED",
    "a@cоrp.com, EMAIL_NOT_ALLOWED",
    "a@evilcorp.com, EMAIL_NOT_ALLOWED",
    "a@sub.corp.com, EMAIL_NOT_ALLOWED",
    "a@corp.com.evil.com, EMAIL_NOT_ALLOWED",
    "bob@other.example, EMAIL_NOT_ALLOWED",
    "alice@other.example, EMAIL_NOT_ALLOWED"
  })
  void an_address_that_only_looks_listed_is_not(String email, Denial denial) {
    assertThat(CORP.denial(person(email, true), ProviderClaims.NONE)).contains(denial);
  }

  @Test
  void an_unverified_address_is_nobodys() {
    assertThat(CORP.denial(person("alice@corp.com", false), ProviderClaims.NONE))
        .contains(Denial.EMAIL_UNVERIFIED);
    assertThat(CORP.denial(person(null, true), ProviderClaims.NONE)).contains(Denial.NO_EMAIL);
  }

  @Test
  void one_group_of_the_list_is_enough() {
    assertThat(STAFF.denial(inGroups("a", "ops"), groups(List.of("a", "ops")))).isEmpty();
    assertThat(STAFF.denial(inGroups("Staff"), groups(List.of("Staff"))))
        .contains(Denial.GROUP_NOT_ALLOWED);
    assertThat(STAFF.denial(inGroups(), groups(List.of()))).contains(Denial.GROUP_NOT_ALLOWED);
  }

  @Test
  void groups_that_are_a_string_absent_or_elsewhere_are_no_groups() {
    assertThat(STAFF.denial(inGroups(), groups("staff"))).contains(Denial.GROUPS_UNUSABLE);
    assertThat(STAFF.denial(inGroups(), groups(List.of("staff", 1))))
        .contains(Denial.GROUPS_UNUSABLE);
    assertThat(STAFF.denial(inGroups(), ProviderClaims.NONE)).contains(Denial.GROUPS_ABSENT);
    assertThat(
            STAFF.denial(
                inGroups("staff"),
                new ProviderClaims(
                    Map.of("_claim_names", Map.of("groups", "src1"), "groups", List.of("staff")),
                    "groups")))
        .contains(Denial.GROUPS_TOO_MANY);
    assertThat(
            STAFF.denial(
                inGroups("staff"), new ProviderClaims(Map.of("hasgroups", true), "groups")))
        .contains(Denial.GROUPS_TOO_MANY);
  }

  @Test
  void what_does_not_fit_the_rule_can_be_told_from_who_is_not_listed() {
    assertThat(Denial.GROUPS_UNUSABLE.isShapeMismatch()).isTrue();
    assertThat(Denial.GROUPS_TOO_MANY.isShapeMismatch()).isTrue();
    assertThat(Denial.GROUPS_TOO_MANY.words()).contains("assigned", "allow.claims");
    assertThat(Denial.GROUPS_ABSENT.isShapeMismatch()).isTrue();
    assertThat(Denial.CLAIM_ABSENT.isShapeMismatch()).isTrue();
    assertThat(Denial.GROUP_NOT_ALLOWED.isShapeMismatch()).isFalse();
    assertThat(Denial.EMAIL_NOT_ALLOWED.isShapeMismatch()).isFalse();
  }

  @Test
  void every_claim_must_have_one_of_its_values() {
    AllowedIdentities allowed =
        new AllowedIdentities(
            Set.of(),
            Set.of(),
            Set.of(),
            Map.of("tid", Set.of("t1", "t2"), "level", Set.of("3"), "roles", Set.of("r")));

    assertThat(allowed.denial(inGroups(), claims("t2", 3, List.of("q", "r")))).isEmpty();
    assertThat(allowed.denial(inGroups(), claims("t3", 3, List.of("r"))))
        .contains(Denial.CLAIM_NOT_ALLOWED);
    assertThat(allowed.denial(inGroups(), claims("t1", 3, List.of("rr"))))
        .contains(Denial.CLAIM_NOT_ALLOWED);
    assertThat(allowed.denial(inGroups(), claims("t1", 3, Map.of("r", true))))
        .contains(Denial.CLAIM_UNUSABLE);
    assertThat(allowed.denial(inGroups(), ProviderClaims.NONE)).contains(Denial.CLAIM_ABSENT);
  }

  @Test
  void an_address_and_a_group_and_a_claim_are_all_needed() {
    AllowedIdentities all =
        new AllowedIdentities(
            Set.of(), Set.of("corp.com"), Set.of("staff"), Map.of("tid", Set.of("t1")));
    ProviderClaims said =
        new ProviderClaims(Map.of("groups", List.of("staff"), "tid", "t1"), "groups");

    assertThat(all.denial(who("a@corp.com", true, List.of("staff")), said)).isEmpty();
    assertThat(all.denial(who("a@evil.com", true, List.of("staff")), said)).isPresent();
    assertThat(all.denial(who("a@corp.com", true, List.of("x")), said)).isPresent();
    assertThat(all.denial(who("a@corp.com", true, List.of("staff")), groups(List.of("staff"))))
        .contains(Denial.CLAIM_ABSENT);
  }

  private static ProviderClaims claims(Object tid, Object level, Object roles) {
    return new ProviderClaims(Map.of("tid", tid, "level", level, "roles", roles), "groups");
  }

  private static ProviderClaims groups(Object value) {
    return new ProviderClaims(Map.of("groups", value), "groups");
  }

  private static Identity inGroups(String... groups) {
    return who(null, false, List.of(groups));
  }

  private static Identity person(String email, boolean verified) {
    return who(email, verified, List.of());
  }

  private static Identity who(String email, boolean verified, List<String> groups) {
    return new Identity(
        "https://provider.example",
        "alice",
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(email),
        verified,
        groups);
  }
}
