package dev.oidcproxy.application.http;

/** Answers a request; may block. Throws what {@link ErrorResponses} knows how to answer. */
@FunctionalInterface
public interface Endpoint {

  HttpResponse handle(HttpRequest request);
}
