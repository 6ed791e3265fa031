package dev.oidcproxy.application.crypto;

import dev.oidcproxy.domain.port.Entropy;
import java.security.SecureRandom;

/** The platform's strong random source. */
public final class SecureEntropy implements Entropy {

  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
