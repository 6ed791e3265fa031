package dev.oidcproxy.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.ProviderEndpoint;
import java.io.PrintWriter;
import java.io.StringWriter;

/** That an exception tells nothing it should not, in its message or in a cause. */
final class Silence {

  private Silence() {}

  static void about(Throwable thrown, FakeProvider fake) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    assertThat(text.toString())
        .doesNotContain(fake.clientSecret())
        .doesNotContain("eyJ")
        .doesNotContain("code-")
        .doesNotContain("refresh-")
        .doesNotContain("opaque-")
        .doesNotContain("evil")
        .doesNotContain("Maintenance")
        .doesNotContain("555 0100");
    fake.received(ProviderEndpoint.TOKEN)
        .forEach(request ->
            request.form().entrySet().stream()
                .filter(e -> e.getKey().matches("code|code_verifier|refresh_token"))
                .forEach(e -> assertThat(text.toString()).doesNotContain(e.getValue())));
  }
}
