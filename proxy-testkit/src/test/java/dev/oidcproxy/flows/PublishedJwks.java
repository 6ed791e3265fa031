package dev.oidcproxy.flows;

import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestProxy;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** What a backend does with our keys: a library of its own, and nothing but what is published. */
record PublishedJwks(JsonWebKeySet keys) {

  static PublishedJwks of(TestProxy proxy) throws JoseException {
    return new PublishedJwks(new JsonWebKeySet(TestBrowser.text(proxy.get("/jwks.json"))));
  }

  /** The claims of a token whose signature holds. */
  Map<String, Object> verified(String jwt) throws JoseException {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setCompactSerialization(jwt);
    JsonWebKey key = keys.findJsonWebKey(jws.getKeyIdHeaderValue(), null, "sig", null);
    jws.setKey(key.getKey());
    if (!jws.verifySignature()) {
      throw new IllegalStateException("the signature does not hold");
    }
    return Jwts.claims(jwt);
  }

  boolean hasNoPrivatePart() {
    String all = keys.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    return !all.contains("\"d\":") && !all.contains("\"k\":");
  }
}
