package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.gateway.Admission.Admitted;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.body.Pump;
import dev.oidcproxy.http.undertow.body.Upload;
import dev.oidcproxy.http.undertow.exchange.Refusals;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;

/**
 * One request on its way to the backend and the answer on its way back; on the exchange's I/O
 * thread only. However the exchange ends, its completion is where the backend connection is either
 * kept for the next request or closed.
 */
final class Forwarding {

  private static final Set<HttpString> SAFE = Set.of(Methods.GET, Methods.HEAD, Methods.OPTIONS);

  private final HttpServerExchange exchange;
  private final Backend backend;
  private final Admitted admitted;
  private final GatewayAnswers answers;
  private final Upload upload;

  private ClientConnection connection;
  private Pump download;
  private XnioExecutor.Key timer;
  private boolean reused;
  private boolean retried;
  private boolean sent;
  private boolean answered;
  private boolean over;

  Forwarding(
      HttpServerExchange exchange,
      Backend backend,
      Admitted admitted,
      GatewayAnswers answers,
      Upload upload) {
    this.exchange = exchange;
    this.backend = backend;
    this.admitted = admitted;
    this.answers = answers;
    this.upload = upload;
  }

  void start() {
    exchange.addExchangeCompleteListener((done, next) -> {
      settle();
      next.proceed();
    });
    backend.resource().timeout().ifPresent(this::limit);
    if (exchange.isRequestComplete()) {
      ClientWatch.over(exchange);
    }
    Optional<ClientConnection> idle = backend.idle(exchange.getIoThread());
    reused = idle.isPresent();
    idle.ifPresentOrElse(this::send, this::connect);
  }

  private void limit(Duration timeout) {
    XnioExecutor thread = exchange.getIoThread();
    timer = thread.executeAfter(this::expired, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void connect() {
    backend.connect(
        exchange,
        new Callback<>(this::send, e -> refuse(Refusals.BACKEND_DOWN, "cannot be reached: " + e)));
  }

  private void send(ClientConnection open) {
    if (over || answered) {
      backend.release(exchange.getIoThread(), open);
      return;
    }
    connection = open;
    open.sendRequest(
        BackendMessages.request(exchange, backend, admitted, answers.exchanges()),
        new Callback<>(this::begun, this::failed));
  }

  private void begun(ClientExchange result) {
    result.setResponseListener(new Callback<>(this::answer, this::failed));
    if (upload.isNothing()) {
      sent = true;
    } else {
      // What has been read already was watched over from the start.
      boolean watched = exchange.isRequestComplete();
      upload.start(
          result,
          new Pump.End(() -> uploaded(watched), this::uploadBroke, this::uploadRefused),
          this::cut);
    }
  }

  private void answer(ClientExchange result) {
    if (over || answered) {
      return;
    }
    answered = true;
    int status = result.getResponse().getResponseCode();
    if (status == 401) {
      // The caller's token was good: it is us, or the identity we send, whom the backend refuses.
      // A 401 would make the client throw its token away and sign in again, for ever.
      refuse(Refusals.BACKEND_REFUSED, "answered 401 to the identity it was sent");
    } else if (!BackendMessages.isClear(result.getResponse())) {
      refuse(Refusals.BACKEND_BROKE, "answered with a message that has no clear end");
    } else {
      BackendMessages.copyResponse(result.getResponse(), exchange, admitted);
      answers.mark(exchange);
      if (status == 204 || status == 304) {
        // Undertow's client would wait for the body that a Content-Length of a 304 speaks of.
        exchange.endExchange();
      } else {
        download(result);
      }
    }
  }

  private void download(ClientExchange result) {
    download =
        new Pump(
            result.getResponseChannel(),
            exchange.getResponseChannel(),
            exchange.getConnection().getByteBufferPool(),
            new Pump.End(this::downloaded, e -> cut(), e -> cut()));
    download.start();
  }

  /** The connection to the backend broke; may be told twice. */
  private void failed(IOException e) {
    if (over || connection == null) {
      return;
    }
    if (answered) {
      // Only after what came before the break was passed on, which may be happening right now.
      exchange.getIoThread().execute(this::cut);
      return;
    }
    closeBackend();
    if (reused && !retried && upload.isNothing() && SAFE.contains(exchange.getRequestMethod())) {
      // The backend closed an idle connection just when we took it: nothing was lost by it.
      retried = true;
      connect();
    } else {
      refuse(Refusals.BACKEND_BROKE, "broke off: " + e);
    }
  }

  private void expired() {
    if (answered) {
      cut();
    } else {
      refuse(Refusals.BACKEND_SLOW, "took longer than timeout_seconds");
    }
  }

  private void refuse(HttpResponse response, String why) {
    if (over) {
      return;
    }
    answered = true;
    closeBackend();
    answers.refuse(exchange, backend.resource(), response, why);
  }

  /** Ends a response that cannot be completed, so that the client sees that it is not complete. */
  private void cut() {
    if (over) {
      return;
    }
    closeBackend();
    GatewayAnswers.cut(exchange);
  }

  private void closeBackend() {
    upload.stop();
    if (download != null) {
      download.stop();
    }
    if (connection != null) {
      ClientConnection closing = connection;
      connection = null; // first, because closing it reports a failure
      Backend.cut(closing);
    }
  }

  private void settle() {
    over = true;
    if (timer != null) {
      timer.remove();
    }
    if (connection != null && sent && download != null && download.sourceEnded()) {
      backend.release(exchange.getIoThread(), connection);
    } else {
      closeBackend();
    }
  }

  private void uploaded(boolean watched) {
    sent = true;
    if (!over && !watched) {
      ClientWatch.over(exchange);
    }
  }

  /** The client broke the rules of its body, or went away. */
  private void uploadBroke(IOException e) {
    closeBackend();
    if (exchange.isResponseStarted() || !exchange.getConnection().isOpen()) {
      cut();
    } else {
      answered = true;
      exchange.setPersistent(false);
      answers.send(exchange, Refusals.MALFORMED);
    }
  }

  private void uploadRefused(IOException e) {
    if (answered) {
      // The backend did not want the rest; its answer is what counts. Undertow reads the rest.
      exchange.endExchange();
    } else {
      failed(e);
    }
  }

  private void downloaded() {
    if (!exchange.isRequestComplete()) {
      exchange.endExchange();
    }
  }
}
