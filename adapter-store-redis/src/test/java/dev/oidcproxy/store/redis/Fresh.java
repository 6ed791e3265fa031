package dev.oidcproxy.store.redis;

import dev.oidcproxy.application.outbound.TrustedCertificates;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores that nothing was written to, each under a prefix of its own. */
final class Fresh {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Fresh() {}

  static RedisStore store(String url) {
    return store(url, prefix());
  }

  static RedisStore store(String url, String prefix) {
    return store(RedisSettings.of(url, prefix));
  }

  static RedisStore store(RedisSettings settings) {
    return new RedisStore(settings, TrustedCertificates.platform());
  }

  static String prefix() {
    return "test-" + NUMBER.incrementAndGet();
  }
}
