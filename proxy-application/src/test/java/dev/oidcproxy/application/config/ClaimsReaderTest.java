package dev.oidcproxy.application.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.claim.ClaimMapping;
import dev.oidcproxy.domain.claim.ClaimPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimsReaderTest {

  @Test
  void names_of_ours_have_paths_in_the_providers_claims() {
    assertThat(
            Reading.minimal()
                .and("claims.roles", "realm_access.roles")
                .and("claims.tenant", "https://example.com/tenant")
                .settings()
                .claims())
        .isEqualTo(
            new ClaimMapping(
                Map.of(
                    "roles", new ClaimPath(List.of("realm_access", "roles")),
                    "tenant", new ClaimPath(List.of("https://example.com/tenant")))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "client_id | department | the name is taken: tokens have a claim",
        "1st | department | the name must be letters",
        "roles | a..b | must be the path of a claim",
        "roles | a b | must be the path of a claim"
      },
      delimiter = '|')
  void what_cannot_be_is_a_problem(String name, String path, String words) {
    assertThat(Reading.minimal().and("claims." + name, path).problems())
        .singleElement()
        .asString()
        .startsWith("here: claims." + name + ": " + words);
  }

  @Test
  void two_names_of_one_header_are_a_problem() {
    assertThat(
            Reading.minimal().and("claims.tenant_id", "a").and("claims.Tenant-Id", "b").problems())
        .singleElement()
        .asString()
        .contains("is the same header as another of them");
  }
}
