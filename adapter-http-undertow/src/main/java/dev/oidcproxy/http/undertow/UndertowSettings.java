package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.pem.Pem;
import dev.oidcproxy.http.undertow.exchange.Limits;
import dev.oidcproxy.http.undertow.exchange.TrustedProxies;
import dev.oidcproxy.http.undertow.tls.TlsContexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What the server is told, with the files it names already read.
 *
 * @param tls present: https, and nothing else
 * @param backendTls whom to trust behind the gateway; absent: what the platform trusts
 */
public record UndertowSettings(
    ListenAddress listen,
    Optional<SSLContext> tls,
    Optional<SSLContext> backendTls,
    TrustedProxies trustedProxies,
    Limits limits) {

  private static final String LISTEN = "a host and a port, such as 127.0.0.1:8000 or [::1]:8000";

  /** Plain HTTP with the usual limits, no proxy in front. */
  public static UndertowSettings plain(ListenAddress listen) {
    return new UndertowSettings(
        listen, Optional.empty(), Optional.empty(), TrustedProxies.NONE, Limits.STANDARD);
  }

  /**
   * The keys {@code listen}, {@code trusted_proxies} and {@code tls}.
   *
   * @param config at the root
   */
  public static UndertowSettings from(ConfigReader config) {
    ConfigReader tls = config.section("tls");
    return new UndertowSettings(
        config
            .parsed("listen", LISTEN, ListenAddress::parse)
            .orElse(new ListenAddress("127.0.0.1", 8000)),
        serverTls(tls),
        backendTls(tls),
        trustedProxies(config),
        Limits.STANDARD);
  }

  /** The management listener; empty when {@code management.listen} is {@code off}. */
  public static Optional<UndertowSettings> management(ConfigReader config) {
    ConfigReader section = config.section("management");
    // YAML reads a bare "off" as false
    if (section.text("listen").filter(t -> t.equals("off") || t.equals("false")).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        plain(
            section
                .parsed("listen", LISTEN + ", or off", ListenAddress::parse)
                .orElse(new ListenAddress("127.0.0.1", 8900))));
  }

  private static TrustedProxies trustedProxies(ConfigReader config) {
    List<String> cidrs = config.list("trusted_proxies").orElse(List.of());
    try {
      return TrustedProxies.of(cidrs);
    } catch (IllegalArgumentException e) {
      config.problem(
          "trusted_proxies", "must be addresses or ranges such as 10.0.0.0/8 or fd00::/8");
      return TrustedProxies.NONE;
    }
  }

  private static Optional<SSLContext> serverTls(ConfigReader tls) {
    Optional<List<X509Certificate>> chain = certificates(tls, "certificate");
    Optional<PrivateKey> key =
        loaded(
            tls,
            "private_key",
            "a PEM file with a private key that has no password",
            Pem::privateKey);
    if (tls.has("certificate") != tls.has("private_key")) {
      tls.problem(
          tls.has("certificate") ? "private_key" : "certificate",
          "is missing: the two go together");
    }
    if (chain.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsContexts.server(chain.get(), key.get()));
    } catch (IOException | GeneralSecurityException e) {
      tls.problem("private_key", "must be the key of the first certificate in tls.certificate");
      return Optional.empty();
    }
  }

  private static Optional<SSLContext> backendTls(ConfigReader tls) {
    return certificates(tls, "trust_certificates")
        .flatMap(more -> {
          try {
            return Optional.of(TlsContexts.client(more));
          } catch (IOException | GeneralSecurityException e) {
            tls.problem("trust_certificates", "must be certificates that can be trusted");
            return Optional.empty();
          }
        });
  }

  private static Optional<List<X509Certificate>> certificates(ConfigReader tls, String key) {
    return loaded(tls, key, "a PEM file with certificates", Pem::certificates);
  }

  private static <T> Optional<T> loaded(
      ConfigReader config, String key, String expected, Loading<T> loading) {
    return config.parsed(
        key,
        expected,
        text -> {
          try {
            return loading.from(Files.readString(Path.of(text), StandardCharsets.ISO_8859_1));
          } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  private interface Loading<T> {
    T from(String pem) throws GeneralSecurityException;
  }
}
