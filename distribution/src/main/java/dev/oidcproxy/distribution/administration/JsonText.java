package dev.oidcproxy.distribution.administration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON in ASCII: whatever is in it, a terminal shows it and does nothing else. */
final class JsonText {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonText() {}

  static String of(Object value) {
    return written(MAPPER.writer(), value);
  }

  /** On several lines. */
  static String pretty(Object value) {
    return written(MAPPER.writerWithDefaultPrettyPrinter(), value);
  }

  private static String written(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers that are not JSON", e);
    }
  }
}
