package dev.oidcproxy.http.undertow.gateway;

import io.undertow.UndertowOptions;
import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.http.HttpClientProvider;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.xnio.IoFuture;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.ssl.SslConnection;

/** Opens connections to backends, http and https, trying each address of a name in turn. */
final class Connector {

  private static final OptionMap PLAIN = OptionMap.create(Options.TCP_NODELAY, true);
  private static final OptionMap TLS =
      OptionMap.builder()
          .addAll(PLAIN)
          // without it any valid certificate of anybody would do
          .set(UndertowOptions.ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS")
          .getMap();

  private final UndertowXnioSsl ssl;
  private final Executor blocking;
  private final HttpClientProvider provider = new HttpClientProvider();

  /**
   * @param blocking where names are looked up, which may take long
   */
  Connector(SSLContext trust, Executor blocking) {
    this.ssl = new UndertowXnioSsl(Xnio.getInstance(), OptionMap.EMPTY, trust, blocking);
    this.blocking = blocking;
  }

  void open(
      URI uri,
      XnioIoThread thread,
      ByteBufferPool buffers,
      ClientCallback<ClientConnection> callback) {
    Attempt attempt = new Attempt(uri, thread, buffers, new ConnectDeadline(thread, callback));
    blocking.execute(() -> {
      try {
        Iterator<InetAddress> addresses =
            List.of(InetAddress.getAllByName(uri.getHost())).iterator();
        thread.execute(() -> attempt.next(addresses));
      } catch (IOException e) {
        thread.execute(() -> attempt.callback.failed(e));
      }
    });
  }

  /** One connection in the making; on the I/O thread only. */
  private final class Attempt {

    private final URI uri;
    private final XnioIoThread thread;
    private final ByteBufferPool buffers;
    private final ClientCallback<ClientConnection> callback;

    Attempt(
        URI uri,
        XnioIoThread thread,
        ByteBufferPool buffers,
        ClientCallback<ClientConnection> callback) {
      this.uri = uri;
      this.thread = thread;
      this.buffers = buffers;
      this.callback = callback;
    }

    void next(Iterator<InetAddress> addresses) {
      InetAddress address = addresses.next();
      ClientCallback<ClientConnection> orNext =
          new ClientCallback<>() {
            @Override
            public void completed(ClientConnection connection) {
              callback.completed(connection);
            }

            @Override
            public void failed(IOException e) {
              if (addresses.hasNext()) {
                next(addresses);
              } else {
                callback.failed(e);
              }
            }
          };
      if (uri.getScheme().equals("https")) {
        openTls(address, orNext);
      } else {
        openPlain(address, orNext);
      }
    }

    private void openPlain(InetAddress address, ClientCallback<ClientConnection> then) {
      String host = address.getHostAddress();
      int port = uri.getPort() < 0 ? 80 : uri.getPort();
      // The address instead of the name, because the provider looks names up on the I/O thread.
      URI direct =
          URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
      provider.connect(then, direct, thread, null, buffers, PLAIN);
    }

    private void openTls(InetAddress address, ClientCallback<ClientConnection> then) {
      int port = uri.getPort() < 0 ? 443 : uri.getPort();
      ssl.openSslConnection(thread, new InetSocketAddress(address, port), c -> speak(c, then), TLS)
          .addNotifier(
              (IoFuture.HandlingNotifier<SslConnection, Void>)
                  new IoFuture.HandlingNotifier<SslConnection, Void>() {
                    @Override
                    public void handleFailed(IOException e, Void attachment) {
                      then.failed(e);
                    }
                  },
              null);
    }

    private void speak(SslConnection connection, ClientCallback<ClientConnection> then) {
      // The provider's own connect() completes twice for https; this is the part of it that works.
      HttpClientProvider.alpnProtocol(then, uri, buffers, TLS)
          .getSelected()
          .handleEvent(connection);
    }
  }
}
