package dev.oidcproxy.application.gateway.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves tools out of the answers to {@code tools/list}: of a response, or a batch with responses.
 * Whatever has a {@code result.tools} is taken for such an answer, because an answer that is sent
 * again on another stream does not say what it answers. All other characters stay as they are.
 */
public final class ToolLists {

  private static final int INTERNAL = -32603;

  /** MCP 2026-07-28, caching: who may be given the same list again. */
  private static final String CACHE_SCOPE = "cacheScope";

  private static final String ONE_CALLER = "\"private\"";

  private record Edit(int from, int to, String with) {}

  private final CharBuffer text;
  private final JsonParser json;
  private final Predicate<String> shown;
  private final List<Edit> edits = new ArrayList<>();

  private ToolLists(CharBuffer text, JsonParser json, Predicate<String> shown) {
    this.text = text;
    this.json = json;
    this.shown = shown;
  }

  /**
   * The message with the tools that are shown, and nothing else changed.
   *
   * @param body of an answer, or the data of an event
   * @throws UnreadableMessageException when another reader could find other tools in it
   */
  public static byte[] filtered(byte[] body, Predicate<String> shown)
      throws UnreadableMessageException {
    if (!hasObject(body)) {
      return body;
    }
    CharBuffer text = McpMessages.text(body);
    try (JsonParser json = McpMessages.FACTORY.createParser(text.array(), 0, text.limit())) {
      ToolLists lists = new ToolLists(text, json, shown);
      lists.messages();
      if (json.nextToken() != null) {
        throw unclear("something follows the message");
      }
      return lists.edits.isEmpty() ? body : lists.edited();
    } catch (IOException e) {
      // The parser's words quote the body, so they go no further.
      throw unclear("not one JSON text without duplicate names");
    }
  }

  /** Nothing can be named without one. */
  private static boolean hasObject(byte[] body) {
    for (byte b : body) {
      if (b == '{') {
        return true;
      }
    }
    return false;
  }

  private void messages() throws IOException, UnreadableMessageException {
    JsonToken first = json.nextToken();
    if (first == JsonToken.START_OBJECT) {
      message();
    } else if (first == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        require(json.currentToken() == JsonToken.START_OBJECT, "an entry is not a message");
        message();
      }
    } else {
      throw unclear("not a message");
    }
  }

  private void message() throws IOException, UnreadableMessageException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean result = isNamed("result");
      if (json.nextToken() == JsonToken.START_OBJECT && result) {
        result();
      } else {
        require(!result || !json.currentToken().isStructStart(), "result is not an object");
        json.skipChildren();
      }
    }
  }

  private void result() throws IOException, UnreadableMessageException {
    boolean listed = false;
    Edit narrowed = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean tools = isNamed("tools");
      boolean scope = json.currentName().equals(CACHE_SCOPE);
      JsonToken value = json.nextToken();
      if (tools && value != JsonToken.VALUE_NULL) {
        require(value == JsonToken.START_ARRAY, "tools is not a list");
        tools();
        listed = true;
      } else if (scope) {
        int from = tokenStart();
        json.skipChildren();
        narrowed = new Edit(from, tokenEnd(), ONE_CALLER);
      } else {
        json.skipChildren();
      }
    }
    // The list of one caller, given to another, would name what is hidden from that one.
    if (listed && narrowed != null && !ONE_CALLER.contentEquals(written(narrowed))) {
      edits.add(narrowed);
    }
  }

  private void tools() throws IOException, UnreadableMessageException {
    boolean anyShown = false;
    int end = -1;
    int hiddenFrom = -1; // of a tool before the first that is shown; its comma goes with it
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken() == JsonToken.START_OBJECT, "a tool is not an object");
      int start = tokenStart();
      if (hiddenFrom >= 0) {
        cut(hiddenFrom, start);
        hiddenFrom = -1;
      }
      boolean show = shown.test(name());
      int before = end;
      end = tokenEnd();
      if (show) {
        anyShown = true;
      } else if (anyShown) {
        cut(before, end);
      } else {
        hiddenFrom = start;
      }
    }
    if (hiddenFrom >= 0) {
      cut(hiddenFrom, end);
    }
  }

  /** Reads a tool to its end. */
  private String name() throws IOException, UnreadableMessageException {
    String name = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean named = isNamed("name");
      JsonToken value = json.nextToken();
      if (named) {
        require(value == JsonToken.VALUE_STRING, "the name of a tool is not a text");
        name = json.getText();
      }
      json.skipChildren();
    }
    require(name != null, "a tool has no name");
    return name;
  }

  /** Some clients take {@code Tools} for {@code tools}, and the last of the two for both. */
  private boolean isNamed(String name) throws IOException, UnreadableMessageException {
    String key = json.currentName();
    require(key.equals(name) || !key.equalsIgnoreCase(name), "a member looks like another");
    return key.equals(name);
  }

  private void cut(int from, int to) {
    edits.add(new Edit(from, to, ""));
  }

  private int tokenStart() {
    return Math.toIntExact(json.currentTokenLocation().getCharOffset());
  }

  private int tokenEnd() throws IOException {
    json.finishToken();
    return Math.toIntExact(json.currentLocation().getCharOffset());
  }

  private CharSequence written(Edit edit) {
    return text.subSequence(edit.from(), edit.to());
  }

  private byte[] edited() {
    edits.sort(Comparator.comparingInt(Edit::from));
    StringBuilder kept = new StringBuilder(text.length());
    int at = 0;
    for (Edit edit : edits) {
      kept.append(text, at, edit.from()).append(edit.with());
      at = edit.to();
    }
    return kept.append(text, at, text.length()).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void require(boolean so, String why) throws UnreadableMessageException {
    if (!so) {
      throw unclear(why);
    }
  }

  static UnreadableMessageException unclear(String why) {
    return new UnreadableMessageException(INTERNAL, why);
  }
}
