package dev.oidcproxy.http.undertow.gateway;

import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** Hears of a connection in time, or that there was none; one that comes later is closed. */
final class ConnectDeadline implements ClientCallback<ClientConnection> {

  private static final long SECONDS = 10;

  private final ClientCallback<ClientConnection> callback;
  private final XnioExecutor.Key timer;
  private boolean over;

  ConnectDeadline(XnioIoThread thread, ClientCallback<ClientConnection> callback) {
    this.callback = callback;
    this.timer =
        thread.executeAfter(
            () -> failed(new SocketTimeoutException("no connection within 10 s")),
            SECONDS,
            TimeUnit.SECONDS);
  }

  @Override
  public void completed(ClientConnection connection) {
    if (over) {
      IoUtils.safeClose(connection);
    } else {
      end();
      callback.completed(connection);
    }
  }

  @Override
  public void failed(IOException e) {
    if (!over) {
      end();
      callback.failed(e);
    }
  }

  private void end() {
    over = true;
    timer.remove();
  }
}
