package dev.oidcproxy.application.gateway.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one message, from its opening brace to its closing one. */
final class MessageReader {

  private static final int NO_PARAMETERS = -32602;
  private static final int MOST_DIGITS = 18;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final JsonParser json;
  private Optional<String> method = Optional.empty();
  private Optional<String> name = Optional.empty();
  private Optional<String> uri = Optional.empty();
  private Optional<Object> id = Optional.empty();
  private boolean otherName;

  MessageReader(JsonParser json) {
    this.json = json;
  }

  McpMessage read() throws IOException, UnreadableMessageException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      member(json.currentName(), json.nextToken());
    }
    if (method.filter("tools/call"::equals).isPresent() && (name.isEmpty() || otherName)) {
      throw new UnreadableMessageException(
          NO_PARAMETERS, "a call names its tool in params.name, and in nothing that looks like it");
    }
    return new McpMessage(method, name, uri, id);
  }

  private void member(String key, JsonToken value) throws IOException, UnreadableMessageException {
    switch (key) {
      case "method" -> {
        if (value != JsonToken.VALUE_STRING) {
          throw McpMessages.noRequest("method is not a string");
        }
        method = Optional.of(json.getText());
      }
      case "id" -> id = safe(value);
      case "params" -> {
        if (value == JsonToken.START_OBJECT) {
          parameters();
        }
      }
      default -> refuseLookalike(key);
    }
    json.skipChildren();
  }

  /** Some servers take {@code Method} for {@code method}, and the last of the two for both. */
  private static void refuseLookalike(String key) throws UnreadableMessageException {
    if (key.equalsIgnoreCase("method") || key.equalsIgnoreCase("params")) {
      throw McpMessages.noRequest("a member looks like method or params and is neither");
    }
  }

  private void parameters() throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (key.equals("name")) {
        name = text(value);
      } else if (key.equals("uri")) {
        uri = text(value);
      } else if (key.equalsIgnoreCase("name")) {
        otherName = true;
      }
      json.skipChildren();
    }
  }

  private Optional<String> text(JsonToken value) throws IOException {
    return value == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.empty();
  }

  private Optional<Object> safe(JsonToken value) throws IOException {
    return switch (value) {
      case VALUE_NUMBER_INT ->
          json.getTextLength() <= MOST_DIGITS ? Optional.of(json.getLongValue()) : Optional.empty();
      case VALUE_STRING ->
          Optional.<Object>of(json.getText()).filter(t -> PLAIN.matcher((String) t).matches());
      default -> Optional.empty();
    };
  }
}
