package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.io.IOException;
import java.util.Map;

/** A gateway that filters lists of tools, in front of a backend whose script can be changed. */
final class FilteringGateway implements AutoCloseable {

  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.bare()
              .resource("/mcp", IdentityMode.HEADERS, "mcp")
              .tools("delete_*", "write")
              .filtered()
              .implies("owner", "write")
              .validScopes("owner"));
  private final TestClient client = TestClient.register(proxy);
  private final TestBackend backend;
  private final TestGateway gateway;
  private volatile TestBackend.Script script = call -> call.json("{}");
  private String token = client.signIn().access();

  FilteringGateway() throws IOException {
    backend =
        new TestBackend(call -> {
          call.skipBody();
          script.play(call);
        });
    gateway = TestGateway.to(backend.uri(), proxy);
  }

  /** What the backend does from now on. */
  void script(TestBackend.Script next) {
    script = next;
  }

  TestBackend backend() {
    return backend;
  }

  RawConnection connect() throws IOException {
    return gateway.connect();
  }

  /** From now on requests carry a token with this scope. */
  void signIn(String scope) {
    token = client.signIn(Map.of("scope", scope)).access();
  }

  /** From now on requests carry this token. */
  void token(String value) {
    token = value;
  }

  /** A request for a list, with these headers too. */
  String list(String headers) {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    return head("POST")
        + headers
        + "Content-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** The head of a request, to which headers may be added. */
  String head(String method) {
    return method + " /mcp HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n";
  }

  /** The answer to a list of these tools. */
  static String listed(String tools) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":["
        + tools
        + "],\"nextCursor\":\"delete_note\"}}";
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    backend.close();
    proxy.close();
  }
}
