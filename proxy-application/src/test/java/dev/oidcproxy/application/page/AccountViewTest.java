package dev.oidcproxy.application.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.client.RedirectUri;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountViewTest {

  private static final RedirectUri BACK = new RedirectUri("https://a.example/callback");

  private static String html(AccountView.App... apps) {
    return html(true, apps);
  }

  private static String html(boolean complete, AccountView.App... apps) {
    AccountView view = SamplePages.account();
    return SamplePages.html(
        SamplePages.accountPages()
            .apps(
                new AccountView(
                    view.who(), List.of(apps), complete, Optional.empty(), view.form())));
  }

  @Test
  void an_app_is_called_by_what_is_proven_of_it_and_only_then_by_its_own_name() {
    String proven = html(SamplePages.app(Optional.of("a.example"), Optional.of("Trust Me"), BACK));
    assertThat(proven.indexOf("a.example</bdi></h2>")).isPositive();
    assertThat(proven)
        .contains(
            SamplePages.english(Text.VERIFIED_WHY),
            SamplePages.english(Text.CALLS_ITSELF),
            "Trust Me");

    String claimed = html(SamplePages.app(Optional.empty(), Optional.of("Trust Me"), BACK));
    assertThat(claimed).contains("Trust Me</bdi></h2>", SamplePages.english(Text.UNVERIFIED_WHY));
  }

  @Test
  void an_app_that_is_not_known_any_more_can_still_be_removed() {
    assertThat(html(SamplePages.app(Optional.empty(), Optional.empty(), BACK)))
        .contains(SamplePages.english(Text.ACCOUNT_UNKNOWN_APP), "value=\"remove\"");
  }

  @Test
  void every_button_says_what_it_is_for_to_who_hears_it_only() {
    assertThat(html(SamplePages.app(Optional.of("a.example"), Optional.empty(), BACK)))
        .contains("id=\"app-0\"><bdi>a.example</bdi>", "aria-labelledby=\"remove-0 app-0\"");
  }

  @Test
  void texts_of_strangers_are_only_text() {
    String evil = "\"><script>alert(1)</script>";
    String tame = html(SamplePages.app(Optional.of("a.example"), Optional.of("Name"), BACK));
    String hostile = html(SamplePages.app(Optional.of(evil), Optional.of(evil), BACK));

    assertThat(hostile.chars().filter(c -> c == '<').count())
        .isEqualTo(tame.chars().filter(c -> c == '<').count());
  }

  @Test
  void when_there_may_be_more_the_person_is_told_who_can_end_them() {
    assertThat(html(false)).contains(SamplePages.english(Text.ACCOUNT_MORE));
    assertThat(html(true)).doesNotContain(SamplePages.english(Text.ACCOUNT_MORE));
  }

  @Test
  void without_apps_it_says_so_and_one_can_still_sign_out() {
    assertThat(html())
        .contains(SamplePages.english(Text.ACCOUNT_NONE), "value=\"sign-out\"")
        .doesNotContain("remove");
  }
}
