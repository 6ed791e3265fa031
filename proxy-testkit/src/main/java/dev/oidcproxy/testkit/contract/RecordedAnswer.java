package dev.oidcproxy.testkit.contract;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.testkit.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What a real provider was seen to answer, or documents that it does, word for word: a file {@code
 * answers/NAME.json} among the resources of a test.
 *
 * @param source where that is to be read
 */
public record RecordedAnswer(String source, int status, JsonObject body) {

  public static RecordedAnswer of(String name) {
    try (InputStream file =
        RecordedAnswer.class.getResourceAsStream("/answers/" + name + ".json")) {
      JsonObject answer =
          JsonObject.parse(file.readAllBytes())
              .orElseThrow(() -> new IllegalArgumentException(name + " is not JSON"));
      return new RecordedAnswer(
          answer.text("source").orElseThrow(),
          answer.number("status").orElse(200L).intValue(),
          answer.object("body").orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an endpoint does that answers like this. */
  public Fault fault() {
    return Fault.json(status, body.json());
  }

  /** What the provider says of an error. */
  public String description() {
    return body.text("error_description").orElseThrow();
  }
}
