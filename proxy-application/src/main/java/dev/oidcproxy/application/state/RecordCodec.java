package dev.oidcproxy.application.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.oidcproxy.domain.error.StoreException;
import java.io.IOException;

/**
 * A record as JSON. Unknown fields are skipped, so that a node of the version before reads what the
 * version after wrote.
 */
final class RecordCodec<T> {

  private static final JsonMapper MAPPER = DomainJson.mapper();

  private final Class<T> type;

  RecordCodec(Class<T> type) {
    this.type = type;
  }

  byte[] write(T value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a " + type.getSimpleName() + " that cannot be written", e);
    }
  }

  T read(byte[] json) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value != null) {
        return value;
      }
    } catch (IOException e) {
      // Not as the cause: the parser quotes what it read.
    }
    throw new StoreException("a stored " + type.getSimpleName() + " cannot be read");
  }
}
