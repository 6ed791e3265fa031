package dev.oidcproxy.provider.oidc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.application.jwt.AssertionKey;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.MutualTls;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.None;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.PlatformJwt;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.SecretBasic;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.SecretPost;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.SignedJwt;
import dev.oidcproxy.testkit.config.ConfiguredPairs;
import dev.oidcproxy.testkit.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCredentialsReaderTest {

  private static final String METHOD = "token_endpoint_auth_method";

  @TempDir private Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  @Test
  void a_secret_travels_as_it_is_told_to() {
    assertThat(read("client_secret", "s")).isInstanceOf(SecretBasic.class);
    assertThat(read("client_secret", "s", METHOD, "client_secret_post"))
        .isInstanceOf(SecretPost.class);
    assertThat(read(METHOD, "none")).isInstanceOf(None.class);
    assertThat(problems).isEmpty();
  }

  @Test
  void the_key_says_the_algorithm() throws Exception {
    assertThat(signing(ClientKeys.pem(ClientKeys.rsa(2048).getPrivate())).algorithm())
        .isEqualTo("RS256");
    assertThat(signing(ClientKeys.pem(ClientKeys.ec("secp256r1").getPrivate())).algorithm())
        .isEqualTo("ES256");
    assertThat(
            key(read(
                    METHOD,
                    "private_key_jwt",
                    "private_key",
                    ClientKeys.pem(ClientKeys.rsa(2048).getPrivate()),
                    "client_assertion_algorithm",
                    "PS256"))
                .algorithm())
        .isEqualTo("PS256");
    assertThat(problems).isEmpty();
  }

  @Test
  void a_certificate_is_named_by_its_thumbprint() throws Exception {
    TestCertificate made = TestCertificate.make(folder, "RSA", "dns:localhost");
    AssertionKey key =
        key(
            read(
                METHOD,
                "private_key_jwt",
                "private_key_file",
                made.privateKey().toString(),
                "certificate_file",
                made.certificate().toString()));
    byte[] der = made.store().getCertificate("test").getEncoded();
    var read =
        ClientKeys.verified(
            key.sign(Map.of("iss", "us")).reveal(),
            made.store().getCertificate("test").getPublicKey());
    assertThat(read.header().text("alg")).contains("PS256");
    assertThat(read.header().text("x5t#S256"))
        .contains(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(der)));
  }

  @Test
  void a_key_of_another_certificate_is_told() throws Exception {
    TestCertificate made = TestCertificate.make(folder, "EC", "dns:localhost");
    read(
        METHOD,
        "private_key_jwt",
        "private_key",
        ClientKeys.pem(ClientKeys.ec("secp256r1").getPrivate()),
        "certificate_file",
        made.certificate().toString());
    assertProblem("private_key", "it is not the key of the (first) certificate");
  }

  @Test
  void a_key_that_no_provider_would_take_is_told() throws Exception {
    for (String pem :
        List.of(
            ClientKeys.pem(ClientKeys.rsa(1024).getPrivate()),
            ClientKeys.pem(ClientKeys.ec("secp384r1").getPrivate()))) {
      read(METHOD, "private_key_jwt", "private_key", pem);
      assertProblem("private_key", "neither an RSA key of at least 2048 bits nor one of the curve");
    }
    read(
        METHOD,
        "private_key_jwt",
        "private_key",
        ClientKeys.pem(ClientKeys.rsa(2048).getPrivate()),
        "client_assertion_algorithm",
        "ES256");
    assertProblem("private_key", "of another kind than ES256 needs");
  }

  @Tag("S32")
  @Test
  void what_is_no_key_is_told_and_not_quoted() throws IOException {
    Path file = Files.writeString(folder.resolve("key.pem"), "canary");
    read(METHOD, "private_key_jwt", "private_key_file", file.toString());
    assertThat(problems.toString()).doesNotContain("canary");
    assertProblem("private_key_file", "`openssl pkey -in key.pem` writes one");
  }

  @Tag("S32")
  @Test
  void a_key_shows_nowhere() throws GeneralSecurityException {
    String pem = ClientKeys.pem(ClientKeys.ec("secp256r1").getPrivate());
    assertThat(read(METHOD, "private_key_jwt", "private_key", pem).toString())
        .contains("AssertionKey[ES256]")
        .doesNotContain("PrivateKey");
  }

  @Test
  void a_key_of_the_keyring_is_not_asked_for_yet() {
    assertThat(read(METHOD, "private_key_jwt", "private_key_keyring", "provider"))
        .isInstanceOfSatisfying(
            SignedJwt.class,
            jwt ->
                assertThat(jwt.key())
                    .isInstanceOfSatisfying(
                        ClientKey.InKeyring.class,
                        key -> assertThat(key.entry()).isEqualTo("provider")));
  }

  @Test
  void a_token_of_the_platform_needs_no_method() {
    Path file = folder.resolve("token");
    assertThat(read("client_assertion_file", file.toString())).isEqualTo(new PlatformJwt(file));
    assertThat(read("client_assertion_file", file.toString(), METHOD, "private_key_jwt"))
        .isEqualTo(new PlatformJwt(file));
    assertThat(problems).isEmpty();
    assertThat(warnings)
        .extracting(Problem::path)
        .containsOnly("provider.client_assertion_file")
        .hasSize(2);
  }

  @Test
  void a_certificate_and_its_key_are_one() throws Exception {
    TestCertificate made = TestCertificate.make(folder, "EC", "dns:localhost");
    String certificate = made.certificate().toString();
    for (String method : List.of("tls_client_auth", "self_signed_tls_client_auth")) {
      assertThat(
              read(
                  METHOD,
                  method,
                  "certificate_file",
                  certificate,
                  "private_key_file",
                  made.privateKey().toString()))
          .isInstanceOf(MutualTls.class)
          .asString()
          .contains("ClientCertificate[********]");
    }
    assertThat(problems).isEmpty();
    read(METHOD, "tls_client_auth");
    assertProblem("certificate_file", "takes certificate_file and private_key_file");
    read(METHOD, "tls_client_auth", "certificate_file", certificate);
    assertProblem("private_key", "takes certificate_file and private_key_file");
    read(
        METHOD,
        "tls_client_auth",
        "certificate_file",
        certificate,
        "private_key",
        ClientKeys.pem(ClientKeys.ec("secp256r1").getPrivate()));
    assertProblem("private_key", "must be the key of the (first) certificate");
    read(METHOD, "tls_client_auth", "certificate_file", "/nowhere", "private_key", "x");
    assertProblem("certificate_file", "must be a PEM file with a certificate");
  }

  @Test
  void a_method_without_its_key_is_told() {
    read(METHOD, "private_key_jwt");
    assertProblem("private_key", "client_assertion_file (a token that the platform renews)");
    read("private_key_keyring", "provider");
    assertProblem(METHOD, "is missing: a private key is for private_key_jwt");
    read(METHOD, "private_key_jwt", "private_key_keyring", "x", "client_assertion_file", "/x");
    assertProblem("client_assertion_file", "is given as well as private_key_keyring");
  }

  private void assertProblem(String key, String words) {
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("provider." + key);
    assertThat(problems.getFirst().message()).contains(words);
    problems.clear();
  }

  private AssertionKey signing(String pem) {
    return key(read(METHOD, "private_key_jwt", "private_key", pem));
  }

  private static AssertionKey key(ClientAuthentication read) {
    return Optional.of(read)
        .map(SignedJwt.class::cast)
        .map(jwt -> ((ClientKey.Given) jwt.key()).key())
        .orElseThrow();
  }

  private ClientAuthentication read(String... pairs) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("provider.client_id", "our-id");
    for (int i = 0; i < pairs.length; i += 2) {
      values.put("provider." + pairs[i], pairs[i + 1]);
    }
    ConfigReader config =
        ConfigReader.root(new ConfiguredPairs(values), problems, warnings).section("provider");
    return ClientCredentialsReader.read(config).authentication();
  }
}
