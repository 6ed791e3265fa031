package dev.oidcproxy.distribution.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogLinesTest {

  private final LoggerContext context = new LoggerContext();

  private LoggingEvent event(Throwable thrown, String message, Object... arguments) {
    Logger logger = context.getLogger("dev.oidcproxy.Speaker");
    LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, thrown, arguments);
    event.setInstant(Instant.parse("2026-11-24T01:02:03.040Z"));
    event.setMDCPropertyMap(Map.of("request_id", "abc"));
    return event;
  }

  private static String line(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void a_text_line_says_when_how_grave_which_request_who_and_what() {
    assertThat(line(new TextLines(), event(null, "hello {}", "world")))
        .isEqualTo("2026-11-24T01:02:03.040Z WARN [abc] Speaker: hello world\n");
  }

  @Test
  void nobody_writes_a_line_of_his_own() {
    assertThat(line(new TextLines(), event(null, "from {}", "x\r\n2026 INFO forged")))
        .isEqualTo("2026-11-24T01:02:03.040Z WARN [abc] Speaker: from x 2026 INFO forged\n");
  }

  @Test
  void a_failure_is_told_with_its_place() {
    assertThat(line(new TextLines(), event(new IllegalStateException("broken"), "failed")))
        .contains("Speaker: failed\njava.lang.IllegalStateException: broken\n", "\tat ");
  }

  @Test
  void a_json_line_is_one_object() throws IOException {
    String line =
        line(new JsonLines(), event(new IllegalStateException("broken"), "said \"{}\"", "x\ny"));
    JsonNode json = new JsonMapper().readTree(line);

    assertThat(line).endsWith("}\n").doesNotContain("\ny");
    assertThat(json.path("timestamp").textValue()).isEqualTo("2026-11-24T01:02:03.040Z");
    assertThat(json.path("level").textValue()).isEqualTo("WARN");
    assertThat(json.path("logger").textValue()).isEqualTo("Speaker");
    assertThat(json.path("request_id").textValue()).isEqualTo("abc");
    assertThat(json.path("message").textValue()).isEqualTo("said \"x y\"");
    assertThat(json.path("exception").textValue()).contains("broken");
  }

  @Test
  void libraries_are_quiet_and_we_are_not() {
    LogLines lines = new LogLines();
    lines.configure(context);

    assertThat(context.getLogger("io.undertow.request").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("dev.oidcproxy.Speaker").isInfoEnabled()).isTrue();
    assertThat(context.getLogger("dev.oidcproxy.Speaker").isDebugEnabled()).isFalse();
  }
}
