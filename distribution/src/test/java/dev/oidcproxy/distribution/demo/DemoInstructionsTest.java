package dev.oidcproxy.distribution.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class DemoInstructionsTest {

  @Test
  void every_client_gets_something_to_paste() {
    String text = new DemoInstructions(URI.create("http://127.0.0.1:8000/mcp")).text();

    assertThat(text)
        .contains("claude mcp add --transport http oidc-proxy-demo http://127.0.0.1:8000/mcp\n")
        .contains("\"oidc-proxy-demo\": { \"url\": \"http://127.0.0.1:8000/mcp\" }")
        .contains(
            "code --add-mcp"
                + " '{\"name\":\"oidc-proxy-demo\",\"type\":\"http\",\"url\":\"http://127.0.0.1:8000/mcp\"}'")
        .contains("--transport http --server-url http://127.0.0.1:8000/mcp\n")
        .doesNotContain("{url}");
  }
}
