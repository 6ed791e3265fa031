package dev.oidcproxy.provider.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oidcproxy.application.outbound.PooledHttpTransport;
import dev.oidcproxy.application.outbound.TrustedCertificates;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.provider.oidc.profile.OidcProfile;
import dev.oidcproxy.provider.oidc.profile.OidcSettings;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.ProviderBench;
import dev.oidcproxy.testkit.tls.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that the provider knows by the certificate of its connections (RFC 8705). */
class MutualTlsTest {

  private static TestCertificate ofServer;
  private static TestCertificate ofClient;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private TlsRelay insisting;
  private TlsRelay asking;

  @BeforeAll
  static void make(@TempDir Path folder) throws Exception {
    ofServer =
        TestCertificate.make(Files.createDirectory(folder.resolve("server")), "EC", "ip:127.0.0.1");
    ofClient =
        TestCertificate.make(Files.createDirectory(folder.resolve("client")), "RSA", "dns:client");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable thing : opened.reversed()) {
      thing.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls_client_auth", "self_signed_tls_client_auth"})
  void the_certificate_is_shown_where_we_authenticate_and_nowhere_else(String method) {
    ProviderBench bench = bench(method);
    bench.fake().discovery("require_pushed_authorization_requests", true);
    var tokens = bench.login().tokens();
    bench.refresh(tokens);
    bench.provider().revoke(tokens);
    assertThat(insisting.seen())
        .extracting(TlsRelay.Seen::path)
        .containsExactly("/par", "/token", "/token", "/revoke");
    assertThat(insisting.seen())
        .allSatisfy(seen ->
            assertThat(seen.shown().orElseThrow())
                .isEqualTo(ofClient.store().getCertificate("test")));
    assertThat(asking.seen())
        .extracting(TlsRelay.Seen::path)
        .containsExactlyInAnyOrder("/.well-known/openid-configuration", "/jwks");
    assertThat(asking.seen()).allSatisfy(seen -> assertThat(seen.shown()).isEmpty());
    assertThat(bench.fake().received(ProviderEndpoint.TOKEN).getLast().form())
        .containsEntry("client_id", bench.fake().clientId())
        .doesNotContainKeys("client_secret", "client_assertion");
  }

  @Test
  void without_a_certificate_there_is_no_connection_where_one_is_demanded() {
    ProviderBench bench = bench("none");
    bench.fake().discovery("token_endpoint", insisting.origin() + "/token");
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(bench::login)
        .withMessage("the token endpoint could not be reached");
    assertThat(insisting.seen()).isEmpty();
  }

  @Test
  void endpoints_for_certificates_are_for_who_has_one() {
    ProviderBench bench = bench("none");
    bench.login();
    assertThat(insisting.seen()).isEmpty();
  }

  private ProviderBench bench(String method) {
    return open(
        new ProviderBench((fake, http, clock) -> {
          try {
            insisting = open(new TlsRelay(fake.issuer(), ofServer, ofClient, true));
            asking = open(new TlsRelay(fake.issuer(), ofServer, ofClient, false));
            fake.discovery("jwks_uri", asking.origin() + "/jwks")
                .discovery("mtls_endpoint_aliases", aliases(insisting.origin()));
            PooledHttpTransport transport =
                open(
                    new PooledHttpTransport(
                        TrustedCertificates.andPem(Files.readString(ofServer.certificate()))));
            OidcSettings settings = Configured.settings(fake, pairs(method));
            return new OidcProvider(
                OidcProfile.standard("oidc", settings), transport, clock, Optional.empty());
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        }));
  }

  private String[] pairs(String method) {
    Map<String, String> pairs = new HashMap<>();
    pairs.put("config_url", asking.origin() + "/.well-known/openid-configuration");
    pairs.put("strict", "false");
    pairs.put("client_secret", "");
    pairs.put("token_endpoint_auth_method", method);
    pairs.put("certificate_file", ofClient.certificate().toString());
    pairs.put("private_key_file", ofClient.privateKey().toString());
    return pairs.entrySet().stream()
        .flatMap(pair -> List.of(pair.getKey(), pair.getValue()).stream())
        .toArray(String[]::new);
  }

  private static Map<String, Object> aliases(String origin) {
    return Map.of(
        "token_endpoint", origin + "/token",
        "revocation_endpoint", origin + "/revoke",
        "pushed_authorization_request_endpoint", origin + "/par");
  }

  private <T extends AutoCloseable> T open(T thing) {
    opened.add(thing);
    return thing;
  }
}
