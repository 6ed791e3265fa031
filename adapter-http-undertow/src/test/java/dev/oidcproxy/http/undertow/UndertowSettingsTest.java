package dev.oidcproxy.http.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.config.ConfigSource;
import dev.oidcproxy.application.config.Problem;
import dev.oidcproxy.testkit.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndertowSettingsTest {

  @TempDir Path folder;

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void without_keys_it_is_plain_http_on_loopback() {
    UndertowSettings settings = read(Map.of());

    assertThat(settings.listen()).hasToString("127.0.0.1:8000");
    assertThat(settings.tls()).isEmpty();
    assertThat(settings.backendTls()).isEmpty();
    assertThat(UndertowSettings.management(config(Map.of())).orElseThrow().listen())
        .hasToString("127.0.0.1:8900");
    assertThat(problems).isEmpty();
  }

  @Test
  void an_address_has_a_host_and_a_port() {
    for (String good : List.of("0.0.0.0:0", "[::1]:8000", "localhost:65535")) {
      assertThat(read(Map.of("listen", good)).listen()).hasToString(good);
    }
    assertThat(problems).isEmpty();
    for (String bad : List.of("8000", ":8000", "::1:8000", "x:65536", "x:-1", "x:y", "[x]:1")) {
      problems.clear();
      read(Map.of("listen", bad));
      assertThat(problems).as(bad).extracting(Problem::path).containsExactly("listen");
    }
  }

  @Test
  void the_management_listener_can_be_switched_off() {
    for (String off : List.of("off", "false")) {
      assertThat(UndertowSettings.management(config(Map.of("management.listen", off)))).isEmpty();
    }
  }

  @Test
  void a_certificate_and_its_key_make_it_https() throws Exception {
    TestCertificate ec = TestCertificate.make(folder, "EC", "dns:x");
    TestCertificate rsa = TestCertificate.make(folder, "RSA", "dns:x");

    assertThat(tls(ec.certificate(), ec.privateKey()).tls()).isPresent();
    assertThat(tls(rsa.certificate(), pkcs1(rsa)).tls()).isPresent();
    assertThat(read(Map.of("tls.trust_certificates", ec.certificate().toString())).backendTls())
        .isPresent();
    assertThat(problems).isEmpty();
  }

  @Test
  void every_problem_with_the_files_is_told() throws Exception {
    TestCertificate ec = TestCertificate.make(folder, "EC", "dns:x");
    Path other =
        TestCertificate.pem(
            folder,
            "other",
            "PRIVATE KEY",
            KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded());
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "garbage");

    assertThat(tls(ec.certificate(), other).tls()).isEmpty();
    tls(garbage, garbage);
    tls(folder.resolve("missing"), ec.privateKey());
    read(Map.of("tls.certificate", ec.certificate().toString()));
    read(Map.of("tls.trust_certificates", garbage.toString()));
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly(
            "tls.private_key",
            "tls.certificate",
            "tls.private_key",
            "tls.certificate",
            "tls.private_key",
            "tls.trust_certificates");
  }

  @Test
  void trusted_proxies_are_addresses_or_ranges() {
    read(Map.of("trusted_proxies", "10.0.0.0/8,::1"));
    assertThat(problems).isEmpty();
    read(Map.of("trusted_proxies", "10.0.0.0/8,proxy.example.com"));
    assertThat(problems).extracting(Problem::path).containsExactly("trusted_proxies");
  }

  /** What older OpenSSL writes: the key without the algorithm around it. */
  private Path pkcs1(TestCertificate rsa) throws Exception {
    byte[] pkcs8 = rsa.store().getKey("test", TestCertificate.PASSWORD.toCharArray()).getEncoded();
    return TestCertificate.pem(
        folder, "pkcs1", "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
  }

  private UndertowSettings tls(Path certificate, Path key) {
    return read(
        Map.of("tls.certificate", certificate.toString(), "tls.private_key", key.toString()));
  }

  private UndertowSettings read(Map<String, String> values) {
    return UndertowSettings.from(config(values));
  }

  private ConfigReader config(Map<String, String> values) {
    return ConfigReader.root(new Values(values), problems);
  }

  private record Values(Map<String, String> values) implements ConfigSource {

    @Override
    public Optional<Value> text(String path) {
      return Optional.ofNullable(values.get(path)).map(text -> new Value(text, "test"));
    }

    @Override
    public Optional<List<Value>> list(String path) {
      return text(path)
          .map(value ->
              Arrays.stream(value.text().split(",")).map(t -> new Value(t, "test")).toList());
    }

    @Override
    public int sections(String path) {
      return 0;
    }

    @Override
    public Set<String> names(String path) {
      return Set.of();
    }

    @Override
    public boolean has(String path) {
      return values.containsKey(path);
    }
  }
}
