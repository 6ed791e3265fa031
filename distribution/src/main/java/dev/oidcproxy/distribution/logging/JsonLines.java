package dev.oidcproxy.distribution.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One JSON object per event and line. */
final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("timestamp", event.getInstant().toString());
      out.writeStringField("level", event.getLevel().toString());
      out.writeStringField("logger", LogLines.speaker(event));
      String requestId = event.getMDCPropertyMap().get(LogLines.REQUEST_ID);
      if (requestId != null) {
        out.writeStringField(LogLines.REQUEST_ID, requestId);
      }
      out.writeStringField("message", LogLines.oneLine(event.getFormattedMessage()));
      if (event.getThrowableProxy() != null) {
        out.writeStringField("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory refused a log line", e);
    }
    return line.toByteArray();
  }
}
