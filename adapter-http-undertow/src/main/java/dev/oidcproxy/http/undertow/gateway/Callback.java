package dev.oidcproxy.http.undertow.gateway;

import io.undertow.client.ClientCallback;
import java.io.IOException;
import java.util.function.Consumer;

/** A client callback of two functions. */
record Callback<T>(Consumer<T> success, Consumer<IOException> failure)
    implements ClientCallback<T> {

  @Override
  public void completed(T result) {
    success.accept(result);
  }

  @Override
  public void failed(IOException e) {
    failure.accept(e);
  }
}
