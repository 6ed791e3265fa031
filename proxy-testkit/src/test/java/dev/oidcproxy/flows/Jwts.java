package dev.oidcproxy.flows;

import dev.oidcproxy.application.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JWTs taken apart and put together by hand, as an attacker does. */
final class Jwts {

  private Jwts() {}

  static Map<String, Object> header(String jwt) {
    return Json.readObject(decoded(jwt.split("\\.", -1)[0]));
  }

  static Map<String, Object> claims(String jwt) {
    return Json.readObject(decoded(jwt.split("\\.", -1)[1]));
  }

  static String signature(String jwt) {
    return jwt.split("\\.", -1)[2];
  }

  /** The payload's text. */
  static String payload(String jwt) {
    return new String(decoded(jwt.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  static String headerText(String jwt) {
    return new String(decoded(jwt.split("\\.", -1)[0]), StandardCharsets.UTF_8);
  }

  static String of(String header, String payload, String signature) {
    return encoded(header) + "." + encoded(payload) + "." + signature;
  }

  /** Signed with HMAC under any bytes. */
  static String hmac(String header, String payload, byte[] key) {
    String input = encoded(header) + "." + encoded(payload);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return input
          + "."
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }
}
