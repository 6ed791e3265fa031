package dev.oidcproxy.application.outbound;

import dev.oidcproxy.domain.value.ClientCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificate authorities that outbound TLS trusts beside those of the Java platform. */
public final class TrustedCertificates {

  private static final TrustedCertificates PLATFORM = new TrustedCertificates(List.of());

  private final List<X509Certificate> added;

  private TrustedCertificates(List<X509Certificate> added) {
    this.added = added;
  }

  /** Those of the platform, and no more. */
  public static TrustedCertificates platform() {
    return PLATFORM;
  }

  /**
   * Those of the platform and the ones in a PEM file.
   *
   * @throws IllegalArgumentException when the text holds anything but certificates, or none
   */
  public static TrustedCertificates andPem(String pem) {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (found.isEmpty()) {
        throw new IllegalArgumentException("no certificate in the PEM text");
      }
      return new TrustedCertificates(found.stream().map(X509Certificate.class::cast).toList());
    } catch (CertificateException e) {
      throw new IllegalArgumentException("not PEM certificates", e);
    }
  }

  /** For libraries that speak TLS by themselves. */
  public TrustManagerFactory trust() {
    try {
      return factory(added.isEmpty() ? null : all());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the platform's TLS does not work", e);
    }
  }

  /** For a client that shows a certificate of its own, if it has one. */
  SSLContext context(Optional<ClientCertificate> own) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own.map(shown -> new KeyManager[] {new ShownCertificate(shown)}).orElse(null),
          added.isEmpty() ? null : trust().getTrustManagers(),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform's TLS does not work", e);
    }
  }

  private KeyStore all() throws GeneralSecurityException, IOException {
    List<X509Certificate> authorities = new ArrayList<>(added);
    for (TrustManager manager : factory(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        authorities.addAll(Arrays.asList(x509.getAcceptedIssuers()));
      }
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    return store;
  }

  /** Without a store, the platform's own. */
  private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
