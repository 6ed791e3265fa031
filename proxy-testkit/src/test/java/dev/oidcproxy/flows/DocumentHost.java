package dev.oidcproxy.flows;

import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestProxy.World;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The web that clients publish on: documents and keys, and how often each was asked for. */
final class DocumentHost implements HttpTransport {

  static final String CLIENT = "https://app.example/oauth/client.json";

  private final Map<String, Response> served = new ConcurrentHashMap<>();
  private final List<Request> asked = new CopyOnWriteArrayList<>();

  @Override
  public Response send(Request request) throws IOException {
    asked.add(request);
    Response response = served.get(request.uri().toString());
    if (response == null) {
      throw new IOException("there is no usable answer");
    }
    Optional<String> tag = Optional.ofNullable(request.headers().get("If-None-Match"));
    return tag.isPresent() && tag.equals(response.header("etag"))
        ? new Response(304, response.headers(), new byte[0])
        : response;
  }

  /** Serves JSON for an hour. */
  void serve(String url, String json) {
    serve(url, 200, json, Map.of("cache-control", "max-age=3600"));
  }

  void serve(String url, int status, String body, Map<String, String> headers) {
    Map<String, List<String>> all = new ConcurrentHashMap<>();
    all.put("content-type", List.of("application/json"));
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    served.put(url, new Response(status, all, body.getBytes(StandardCharsets.UTF_8)));
  }

  /** The host is down. */
  void withdraw(String url) {
    served.remove(url);
  }

  long asked(String url) {
    return asked.stream().filter(r -> r.uri().toString().equals(url)).count();
  }

  List<Request> asked() {
    return asked;
  }

  /** A document with more members, each with a comma before it. */
  static String document(String redirectUri, String more) {
    return "{\"client_id\":\"%s\",\"client_name\":\"An app\",\"redirect_uris\":[\"%s\"]%s}"
        .formatted(CLIENT, redirectUri, more);
  }

  /** Uses up what a proxy may ask of the host of {@link #CLIENT}. */
  static void exhaust(TestProxy proxy) {
    for (int i = 0; i < 31; i++) {
      proxy
          .browser()
          .visit(new TestClient(proxy, CLIENT + "/" + i, TestClient.LOOPBACK).authorizeUrl());
    }
  }

  /** Takes every copy out of the store. */
  static void forget(World world) {
    try (var keys = world.store().keys("client-documents")) {
      keys.toList().forEach(world.store()::delete);
    }
  }

  TestProxy proxy(World world, TestSettings settings) {
    return new TestProxy(world, settings, b -> b.documents(this));
  }

  TestProxy proxy(TestSettings settings) {
    return proxy(World.create(store -> store), settings);
  }
}
