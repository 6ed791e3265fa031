package dev.oidcproxy.domain.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnAddressTest {

  private static final String ISSUER = "https://as.example/x?y";
  private static final String ISS = "iss=https%3A%2F%2Fas.example%2Fx%3Fy";

  @Test
  void a_code_travels_with_state_and_issuer() {
    assertThat(address("https://app.example/cb", "a b&c=d").answer(Secret.of("the code")))
        .isEqualTo("https://app.example/cb?code=the+code&state=a+b%26c%3Dd&" + ISS);
  }

  @Test
  void a_refusal_says_what_is_wrong() {
    assertThat(address("com.example:/cb", "s").refuse(new OAuthError.InvalidScope("not a scope")))
        .isEqualTo(
            "com.example:/cb?error=invalid_scope&error_description=not+a+scope&state=s&" + ISS);
  }

  @Test
  void without_state_none_is_sent() {
    ReturnAddress stateless =
        new ReturnAddress(new RedirectUri("https://app.example"), Optional.empty(), ISSUER);
    assertThat(stateless.answer(Secret.of("c"))).isEqualTo("https://app.example?code=c&" + ISS);
  }

  @ParameterizedTest
  @CsvSource({
    "a=b,                   a=b&",
    "flag,                  flag&",
    "a=%ff&b=%20+c,         a=%ff&b=%20+c&",
    "a=b&&c=d,              a=b&&c=d&",
    "iss=evil,              ''",
    "a=b&iss=evil&c=d,      a=b&c=d&",
    "iss,                   ''",
    "iss=1&iss=2,           ''",
    "%69ss=evil&a=b,        a=b&",
    "i%73%73=evil,          ''",
    "issue=1&xiss=2&ISS=3,  issue=1&xiss=2&ISS=3&",
  })
  void the_clients_own_query_stays_but_for_an_issuer(String own, String kept) {
    assertThat(address("https://app.example/cb?" + own, "s").answer(Secret.of("c")))
        .isEqualTo("https://app.example/cb?" + kept + "code=c&state=s&" + ISS);
  }

  @Property(tries = 1000)
  void the_answer_can_be_read_back(@ForAll("queries") String own, @ForAll String state) {
    RedirectUri redirect = new RedirectUri("https://app.example/cb?" + own);
    String location =
        new ReturnAddress(redirect, Optional.of(state), ISSUER).answer(Secret.of("c"));
    assertThat(location).startsWith("https://app.example/cb?").isASCII();
    String query = URI.create(location).getRawQuery();
    assertThat(values(query, "iss")).containsExactly(ISSUER);
    assertThat(query).endsWith("&" + ISS);
    if (values(own, "iss").length == 0 && !own.isEmpty()) {
      assertThat(query).startsWith(own + "&code=c&state=");
    }
    // Lone surrogates are no text, and no encoding keeps them.
    if (StandardCharsets.UTF_8.newEncoder().canEncode(state)) {
      String sent = query.substring(query.lastIndexOf("state=") + 6, query.lastIndexOf("&iss="));
      assertThat(URLDecoder.decode(sent, StandardCharsets.UTF_8)).isEqualTo(state);
    }
  }

  private static String[] values(String query, String name) {
    return Stream.of(query.split("&", -1))
        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
        .filter(pair -> pair.equals(name) || pair.startsWith(name + "="))
        .map(pair -> pair.substring(Math.min(pair.length(), name.length() + 1)))
        .toArray(String[]::new);
  }

  private static ReturnAddress address(String redirectUri, String state) {
    return new ReturnAddress(new RedirectUri(redirectUri), Optional.of(state), ISSUER);
  }

  @Provide
  Arbitrary<String> queries() {
    return Arbitraries.of("a=b", "flag", "&", "=", "iss=x", "%69ss=x", "iss", "&iss=", "x%20y", "?")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }
}
