package dev.oidcproxy.distribution.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** One line per event: time, level, request id, the class that speaks, what it says. */
final class TextLines extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

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
    StringBuilder line = new StringBuilder(160);
    MILLIS.formatTo(event.getInstant(), line);
    line.append(' ').append(event.getLevel()).append(' ');
    String requestId = event.getMDCPropertyMap().get(LogLines.REQUEST_ID);
    if (requestId != null) {
      line.append('[').append(requestId).append("] ");
    }
    line.append(LogLines.speaker(event)).append(": ");
    line.append(LogLines.oneLine(event.getFormattedMessage())).append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }
}
