package dev.oidcproxy.application.gateway.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the body of an MCP request: one message, or a batch of them. The whole body is read, so
 * that there is no second method behind the first. Refused is what parsers disagree about: bytes
 * that are not UTF-8, a name twice in an object, anything behind the end, and a deep nest.
 */
public final class McpMessages {

  private static final int NOT_JSON = -32700;
  private static final int NO_REQUEST = -32600;

  private static final int DEEPEST = 100;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // A table of names that strangers fill is memory they hold.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private McpMessages() {}

  /**
   * The messages, in order; none in an empty body.
   *
   * @throws UnreadableMessageException when another reader could make something else of it
   */
  public static List<McpMessage> read(byte[] body) throws UnreadableMessageException {
    if (body.length == 0) {
      return List.of();
    }
    CharBuffer text = text(body);
    try (JsonParser json = FACTORY.createParser(text.array(), 0, text.limit())) {
      List<McpMessage> messages = messages(json);
      if (json.nextToken() != null) {
        throw notJson();
      }
      return messages;
    } catch (IOException e) {
      // The parser's words quote the body, so they go no further.
      throw notJson();
    }
  }

  private static CharBuffer text(byte[] body) throws UnreadableMessageException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw notJson();
    }
  }

  private static List<McpMessage> messages(JsonParser json)
      throws IOException, UnreadableMessageException {
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_OBJECT) {
      return List.of(new MessageReader(json).read());
    }
    if (first != JsonToken.START_ARRAY) {
      throw noRequest("the body is not a JSON-RPC message");
    }
    List<McpMessage> batch = new ArrayList<>();
    for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
      if (next != JsonToken.START_OBJECT) {
        throw noRequest("an entry of the batch is not a JSON-RPC message");
      }
      batch.add(new MessageReader(json).read());
    }
    return batch;
  }

  static UnreadableMessageException noRequest(String why) {
    return new UnreadableMessageException(NO_REQUEST, why);
  }

  private static UnreadableMessageException notJson() {
    return new UnreadableMessageException(
        NOT_JSON, "the body is not one JSON text in UTF-8 without duplicate names");
  }
}
