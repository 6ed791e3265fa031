package dev.oidcproxy.domain.value;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate of ours and its key, by which a server may know us (RFC 8705).
 *
 * @param chain our own first
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {

  public ClientCertificate {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
    chain = List.copyOf(chain);
  }

  /** Nobody knows what the words of a key quote. */
  @Override
  public String toString() {
    return "ClientCertificate[********]";
  }
}
