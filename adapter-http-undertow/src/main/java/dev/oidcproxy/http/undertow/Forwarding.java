package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.gateway.Admission.Admitted;
import dev.oidcproxy.application.http.HttpResponse;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Methods;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.Option;
import org.xnio.Options;
import org.xnio.XnioExecutor;

/**
 * One request on its way to the backend and the answer on its way back; on the exchange's I/O
 * thread only. However the exchange ends, its completion is where the backend connection is either
 * kept for the next request or closed.
 */
final class Forwarding {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

  private final HttpServerExchange exchange;
  private final Guarded guarded;
  private final Admitted admitted;
  private final GatewayAnswers answers;
  private final boolean bodyless;

  private ClientConnection connection;
  private Pump upload;
  private Pump download;
  private XnioExecutor.Key timer;
  private boolean reused;
  private boolean retried;
  private boolean sent;
  private boolean answered;
  private boolean over;

  Forwarding(
      HttpServerExchange exchange, Guarded guarded, Admitted admitted, GatewayAnswers answers) {
    this.exchange = exchange;
    this.guarded = guarded;
    this.admitted = admitted;
    this.answers = answers;
    this.bodyless = exchange.isRequestComplete();
  }

  void start() {
    exchange.addExchangeCompleteListener((done, next) -> {
      settle();
      next.proceed();
    });
    guarded.resource().timeout().ifPresent(this::limit);
    if (bodyless) {
      ClientWatch.over(exchange);
    }
    Optional<ClientConnection> idle = guarded.backend().idle(exchange.getIoThread());
    reused = idle.isPresent();
    idle.ifPresentOrElse(this::send, this::connect);
  }

  private void limit(Duration timeout) {
    timer =
        exchange
            .getIoThread()
            .executeAfter(this::expired, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void connect() {
    guarded.backend().connect(exchange, new Callback<>(this::send, this::unreachable));
  }

  private void send(ClientConnection open) {
    if (over) {
      guarded.backend().release(exchange.getIoThread(), open);
      return;
    }
    connection = open;
    open.sendRequest(
        BackendMessages.request(exchange, guarded.backend(), admitted, answers.exchanges()),
        new Callback<>(this::begun, this::failed));
  }

  private void begun(ClientExchange result) {
    result.setResponseListener(new Callback<>(this::answer, this::failed));
    if (bodyless) {
      sent = true;
    } else if (HttpContinue.requiresContinueResponse(exchange)) {
      HttpContinue.sendContinueResponse(exchange, new Continued(() -> upload(result), this::cut));
    } else {
      upload(result);
    }
  }

  private void upload(ClientExchange result) {
    upload =
        new Pump(
            exchange.getRequestChannel(),
            result.getRequestChannel(),
            exchange.getConnection().getByteBufferPool(),
            new Upload());
    upload.start();
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
            new Download());
    download.start();
  }

  private void unreachable(IOException e) {
    refuse(Refusals.BACKEND_DOWN, "cannot be reached: " + e);
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
    if (reused && !retried && bodyless && isSafe()) {
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
    RequestLog.run(
        answers.exchanges().requestId(exchange),
        () -> LOG.warn("the MCP server of {} {}", guarded.resource().path(), why));
    answered = true;
    closeBackend();
    answers.send(exchange, response);
  }

  /** Ends a response that cannot be completed, so that the client sees that it is not complete. */
  private void cut() {
    if (over) {
      return;
    }
    closeBackend();
    if (!exchange.isHttp11()) {
      // Without chunks, an orderly close of the connection would look like the end of the answer.
      reset();
    }
    IoUtils.safeClose(exchange.getConnection());
  }

  private void reset() {
    Option<Boolean> abort = Options.CLOSE_ABORT;
    try {
      exchange.getConnection().setOption(abort, true);
    } catch (IOException e) {
      LOG.debug("a connection that is already gone", e);
    }
  }

  private void closeBackend() {
    if (upload != null) {
      upload.stop();
    }
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
      guarded.backend().release(exchange.getIoThread(), connection);
    } else {
      closeBackend();
    }
  }

  private boolean isSafe() {
    return exchange.getRequestMethod().equals(Methods.GET)
        || exchange.getRequestMethod().equals(Methods.HEAD)
        || exchange.getRequestMethod().equals(Methods.OPTIONS);
  }

  /** The request's body. */
  private final class Upload implements Pump.End {

    @Override
    public void done() {
      sent = true;
      if (!over) {
        ClientWatch.over(exchange);
      }
    }

    @Override
    public void sourceFailed(IOException e) {
      closeBackend();
      if (exchange.isResponseStarted() || !exchange.getConnection().isOpen()) {
        cut();
      } else {
        exchange.setPersistent(false);
        answers.send(exchange, Refusals.MALFORMED);
      }
    }

    @Override
    public void sinkFailed(IOException e) {
      if (answered) {
        // The backend did not want the rest; its answer is what counts. Undertow reads the rest.
        exchange.endExchange();
      } else {
        failed(e);
      }
    }
  }

  /** The response's body. */
  private final class Download implements Pump.End {

    @Override
    public void done() {
      if (!exchange.isRequestComplete()) {
        exchange.endExchange();
      }
    }

    @Override
    public void sourceFailed(IOException e) {
      cut();
    }

    @Override
    public void sinkFailed(IOException e) {
      cut();
    }
  }
}
