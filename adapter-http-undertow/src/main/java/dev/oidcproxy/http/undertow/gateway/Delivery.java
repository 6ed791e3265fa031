package dev.oidcproxy.http.undertow.gateway;

import dev.oidcproxy.application.gateway.Admission.Admitted;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.http.undertow.body.Download;
import dev.oidcproxy.http.undertow.body.Pump;
import dev.oidcproxy.http.undertow.filter.FilteredEvents;
import dev.oidcproxy.http.undertow.filter.Filtering;
import dev.oidcproxy.http.undertow.filter.WholeAnswer;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientResponse;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The answer of a backend on its way to the client: as it comes, or through a filter. */
final class Delivery {

  /**
   * What the request is told.
   *
   * @param begun the client is being answered; from here on it can only be cut
   * @param end of the body, when it is passed on as it comes
   * @param refused what the client is to get instead, and why
   */
  record Outcome(Runnable begun, Pump.End end, BiConsumer<HttpResponse, String> refused) {}

  private static final String UNFILTERED = "sent an answer that cannot be filtered: encoded";

  private final HttpServerExchange exchange;
  private final Admitted admitted;
  private final GatewayAnswers answers;
  private final Optional<Filtering> filtering;
  private final Outcome outcome;
  private Download download;

  Delivery(
      HttpServerExchange exchange,
      Admitted admitted,
      GatewayAnswers answers,
      Optional<Filtering> filtering,
      Outcome outcome) {
    this.exchange = exchange;
    this.admitted = admitted;
    this.answers = answers;
    this.filtering = filtering;
    this.outcome = outcome;
  }

  void start(ClientExchange result) {
    ClientResponse response = result.getResponse();
    int status = response.getResponseCode();
    if (status == 204 || status == 304) {
      begin(response);
      // Undertow's client would wait for the body that a Content-Length of a 304 speaks of.
      exchange.endExchange();
    } else if (filtering.isPresent()
        && status < 300
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      filter(result, filtering.get());
    } else {
      begin(response);
      run(
          new Pump(
              result.getResponseChannel(),
              exchange.getResponseChannel(),
              exchange.getConnection().getByteBufferPool(),
              outcome.end()));
    }
  }

  /** Whether all of the answer came from the backend. */
  boolean isComplete() {
    return download != null && download.sourceEnded();
  }

  void stop() {
    if (download != null) {
      download.stop();
    }
  }

  private void filter(ClientExchange result, Filtering how) {
    ClientResponse response = result.getResponse();
    HeaderMap headers = response.getResponseHeaders();
    if (!isIdentity(headers)) {
      outcome.refused().accept(how.refusal(), UNFILTERED);
    } else if (isEventStream(headers)) {
      beginFiltered(response);
      run(new FilteredEvents(exchange, result.getResponseChannel(), how, outcome.end()));
    } else {
      run(
          new WholeAnswer(
              exchange,
              result.getResponseChannel(),
              how,
              new WholeAnswer.Outcome(body -> send(response, body), outcome.refused())));
    }
  }

  private void send(ClientResponse response, byte[] body) {
    beginFiltered(response);
    exchange.getResponseHeaders().remove(Headers.TRANSFER_ENCODING);
    exchange.setResponseContentLength(body.length);
    if (body.length == 0) {
      exchange.endExchange();
    } else {
      exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }
  }

  private void begin(ClientResponse response) {
    outcome.begun().run();
    BackendMessages.copyResponse(response, exchange, admitted);
    answers.mark(exchange);
  }

  private void beginFiltered(ClientResponse response) {
    outcome.begun().run();
    BackendMessages.copyFiltered(response, exchange, admitted);
    answers.mark(exchange);
  }

  private void run(Download next) {
    download = next;
    next.start();
  }

  private static boolean isIdentity(HeaderMap headers) {
    return !headers.contains(Headers.CONTENT_ENCODING)
        || headers.get(Headers.CONTENT_ENCODING).stream().allMatch("identity"::equalsIgnoreCase);
  }

  private static boolean isEventStream(HeaderMap headers) {
    String type = headers.getFirst(Headers.CONTENT_TYPE);
    return type != null
        && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("text/event-stream");
  }
}
