package dev.oidcproxy.http.undertow.exchange;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;

/** What follows after {@code 100 Continue} was sent. */
public record Continued(Runnable sent, Runnable failed) implements IoCallback {

  @Override
  public void onComplete(HttpServerExchange exchange, Sender sender) {
    sent.run();
  }

  @Override
  public void onException(HttpServerExchange exchange, Sender sender, IOException exception) {
    failed.run();
  }
}
