package dev.oidcproxy.distribution.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sends log events to standard error. The log backend finds it and asks it once, at start. */
public final class LogLines extends ContextAwareBase implements Configurator {

  static final String REQUEST_ID = "request_id";

  /** Libraries that tell at INFO what nobody who runs a proxy wants to know. */
  private static final List<String> TALKATIVE =
      List.of("io.undertow", "org.xnio", "org.jboss", "org.apache.hc", "io.modelcontextprotocol");

  private static final String APPENDER = "stderr";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    append(context, LogFormat.TEXT);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Goes on in another format. */
  public static void use(LogFormat format) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      append(context, format);
    }
  }

  /** The class that speaks, without its package. */
  static String speaker(ILoggingEvent event) {
    String name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** A message is one line, so that nobody can write a line of his own into the log. */
  static String oneLine(String message) {
    return message.indexOf('\n') < 0 && message.indexOf('\r') < 0
        ? message
        : message.replaceAll("[\\r\\n]+", " ");
  }

  private static void append(LoggerContext context, LogFormat format) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAppender(APPENDER);
    Encoder<ILoggingEvent> lines =
        switch (format) {
          case TEXT -> new TextLines();
          case JSON -> new JsonLines();
        };
    lines.setContext(context);
    lines.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setName(APPENDER);
    appender.setTarget("System.err");
    appender.setContext(context);
    appender.setEncoder(lines);
    appender.start();
    root.addAppender(appender);
  }
}
