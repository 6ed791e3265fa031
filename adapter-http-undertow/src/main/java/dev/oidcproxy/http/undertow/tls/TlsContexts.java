package dev.oidcproxy.http.undertow.tls;

import dev.oidcproxy.application.pem.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** TLS for both sides: our own certificate towards clients, whom we trust towards backends. */
public final class TlsContexts {

  private static final char[] NO_PASSWORD = {};

  private TlsContexts() {}

  /**
   * A server's, from PEM files.
   *
   * @throws java.security.InvalidKeyException when the key is not that of the (first) certificate
   */
  public static SSLContext server(List<X509Certificate> chain, PrivateKey key)
      throws IOException, GeneralSecurityException {
    Pem.requirePair(chain.getFirst(), key);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** A client's, that trusts what the platform trusts and {@code more}. */
  public static SSLContext client(List<X509Certificate> more)
      throws IOException, GeneralSecurityException {
    if (more.isEmpty()) {
      return SSLContext.getDefault();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    int count = 0;
    for (TrustManager manager : trustManagers(null)) {
      for (X509Certificate issuer : ((X509TrustManager) manager).getAcceptedIssuers()) {
        store.setCertificateEntry("platform-" + count++, issuer);
      }
    }
    for (X509Certificate certificate : more) {
      store.setCertificateEntry("configured-" + count++, certificate);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trustManagers(store), null);
    return context;
  }

  private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
