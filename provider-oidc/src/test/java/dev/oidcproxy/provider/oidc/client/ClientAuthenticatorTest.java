package dev.oidcproxy.provider.oidc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.oidcproxy.application.jwt.AssertionHeader;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.PlatformJwt;
import dev.oidcproxy.provider.oidc.client.ClientAuthentication.SignedJwt;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.vault.FakeKeyVault;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that a keyring has, and tokens that a platform renews. */
class ClientAuthenticatorTest {

  private static final String NAME = "provider";

  @TempDir private Path folder;
  private final AdjustableClock clock = new AdjustableClock();
  private final FakeKeyVault vault = new FakeKeyVault();

  @Test
  void a_key_in_the_keyring_signs_and_is_not_asked_for_again() throws Exception {
    KeyPair key = ClientKeys.ec("secp256r1");
    vault.put(NAME, Secret.of(ClientKeys.pem(key.getPrivate())));
    ClientAuthenticator client = withKeyring(Optional.of(vault));
    client.ensure();
    vault.lock();
    assertThat(ClientKeys.verified(assertion(client), key.getPublic()).claims().text("aud"))
        .contains("https://provider.example");
  }

  @Test
  void a_key_on_one_line_is_one_too() throws Exception {
    KeyPair key = ClientKeys.ec("secp256r1");
    vault.put(NAME, Secret.of(ClientKeys.pem(key.getPrivate()).replaceAll("\\s+", " ")));
    assertThat(
            ClientKeys.verified(assertion(withKeyring(Optional.of(vault))), key.getPublic())
                .claims()
                .has("jti"))
        .isTrue();
  }

  @Test
  void a_keyring_that_is_locked_at_first_is_asked_again() throws GeneralSecurityException {
    vault.put(NAME, Secret.of(ClientKeys.pem(ClientKeys.ec("secp256r1").getPrivate())));
    vault.lock();
    ClientAuthenticator client = withKeyring(Optional.of(vault));
    assertUnusable(client, "the entry provider of oidc-proxy in the system keyring cannot be read");
    vault.unlock();
    clock.pass(Duration.ofMinutes(1));
    assertThatNoException().isThrownBy(client::ensure);
  }

  @Test
  void a_key_that_is_not_there_is_told() {
    assertUnusable(withKeyring(Optional.of(vault)), "is not there: provider.private_key_keyring");
    assertUnusable(withKeyring(Optional.empty()), "is not there: provider.private_key_keyring");
  }

  @Tag("S32")
  @Test
  void what_the_keyring_has_in_place_of_a_key_shows_nowhere() {
    vault.put(NAME, Secret.of("canary"));
    assertUnusable(withKeyring(Optional.of(vault)), "cannot be used: it is not a private key");
  }

  @Test
  void a_token_of_the_platform_is_read_anew_for_each_request() throws IOException {
    Path file = folder.resolve("token");
    ClientAuthenticator client = withFile(file);
    for (String subject : new String[] {"first", "second"}) {
      String token = token(subject, 60);
      Files.writeString(file, token + "\n");
      assertThat(authenticated(client))
          .containsEntry("client_id", "our-id")
          .containsEntry(
              "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
          .containsEntry("client_assertion", token);
    }
  }

  @Test
  void a_token_that_cannot_be_used_is_told() throws IOException {
    Path file = folder.resolve("token");
    assertUnusable(withFile(file), "cannot be read");
    Files.writeString(file, token("canary", -61));
    assertUnusable(withFile(file), "has expired: does the platform still renew it?");
    Files.writeString(file, "canary");
    assertUnusable(withFile(file), "holds no JWT");
    Files.writeString(file, token("canary", 60) + " ".repeat(PlatformToken.LARGEST));
    assertUnusable(withFile(file), "is longer than 64 KiB");
  }

  @Test
  void a_token_may_be_used_to_its_end_whatever_the_skew_of_clocks() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), token("s", -59));
    assertThatNoException().isThrownBy(withFile(file)::ensure);
  }

  private static void assertUnusable(ClientAuthenticator client, String words) {
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(client::ensure)
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("canary"))
        .withNoCause();
    assertThatExceptionOfType(UpstreamException.Unavailable.class)
        .isThrownBy(() -> assertion(client));
  }

  private ClientAuthenticator withKeyring(Optional<FakeKeyVault> keyring) {
    return client(
        new SignedJwt(
            new ClientKey.InKeyring(NAME, AssertionHeader.PLAIN),
            Optional.of(AssertionAudience.ISSUER)),
        keyring);
  }

  private ClientAuthenticator withFile(Path file) {
    return client(new PlatformJwt(file), Optional.empty());
  }

  private ClientAuthenticator client(
      ClientAuthentication authentication, Optional<FakeKeyVault> keyring) {
    return new ClientAuthenticator(
        new ClientCredentials("our-id", authentication),
        AssertionAudience.TOKEN_ENDPOINT,
        new ClientMeans(byte[]::new, keyring.map(k -> k)),
        clock);
  }

  private static String assertion(ClientAuthenticator client) {
    return authenticated(client).get("client_assertion");
  }

  private static Map<String, String> authenticated(ClientAuthenticator client) {
    Map<String, String> form = new LinkedHashMap<>();
    client.authenticate(
        "https://provider.example", URI.create("https://provider.example/token"), Map.of(), form);
    return form;
  }

  private String token(String subject, long seconds) {
    long end = clock.instant().getEpochSecond() + seconds;
    return part("{\"alg\":\"RS256\"}")
        + "."
        + part("{\"sub\":\"" + subject + "\",\"exp\":" + end + "}")
        + "."
        + part("signature");
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
