package dev.oidcproxy.application.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import java.io.IOException;
import java.util.Map;

/** JSON objects that strangers send and we answer: strict, shallow, without duplicate names. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static byte[] write(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that is not JSON", e);
    }
  }

  /**
   * The object in {@code bytes}.
   *
   * @throws OAuthException {@code invalid_request} when there is none
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> readObject(byte[] bytes) {
    try {
      if (MAPPER.readValue(bytes, Object.class) instanceof Map<?, ?> object) {
        return (Map<String, Object>) object;
      }
    } catch (IOException e) {
      // The parser's words quote the input, so they stay here.
    }
    throw new OAuthException(new OAuthError.InvalidRequest("the body is not a JSON object"));
  }
}
