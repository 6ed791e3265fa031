package dev.oidcproxy.provider.oidc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that say nothing to the way in which the proxy proves who it is. */
class UnusedCredentialsTest {

  private static final String METHOD = "token_endpoint_auth_method";

  @TempDir private Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  @Test
  void what_a_method_does_not_use_is_told() {
    read(METHOD, "private_key_jwt", "private_key_keyring", "x", "client_secret", "s");
    read("client_secret", "s", "private_key_id", "kid");
    assertThat(problems).isEmpty();
    assertThat(warnings)
        .extracting(Problem::toString)
        .containsExactly(
            "test: provider.client_secret: is not used with token_endpoint_auth_method:"
                + " private_key_jwt",
            "test: provider.private_key_id: is not used with token_endpoint_auth_method:"
                + " client_secret_basic");
  }

  @Test
  void what_the_platforms_token_does_not_use_is_told() throws Exception {
    TestCertificate made = TestCertificate.make(folder, "EC", "dns:localhost");
    Path token = Files.writeString(folder.resolve("token"), "a.b.c");
    read(
        "client_assertion_file",
        token.toString(),
        "client_assertion_audience",
        "issuer",
        "client_assertion_algorithm",
        "ES256",
        "private_key_id",
        "kid",
        "certificate_file",
        made.certificate().toString());
    assertThat(problems).isEmpty();
    assertThat(warnings)
        .extracting(Problem::toString)
        .allMatch(warning -> warning.endsWith("is not used with client_assertion_file"))
        .hasSize(4);
  }

  private void read(String... pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("provider.client_id", "our-id");
    for (int i = 0; i < pairs.length; i += 2) {
      values.put("provider." + pairs[i], pairs[i + 1]);
    }
    ConfigReader config =
        ConfigReader.root(new ConfiguredPairs(values), problems, warnings).section("provider");
    ClientCredentialsReader.read(config);
  }
}
