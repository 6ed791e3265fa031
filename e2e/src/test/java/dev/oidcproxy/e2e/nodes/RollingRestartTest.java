package dev.oidcproxy.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.redis.RedisServer;
import dev.oidcproxy.testkit.remote.RemoteClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** F4: nodes are replaced one after the other, and nobody notices. */
@Timeout(180)
class RollingRestartTest {

  @TempDir Path folder;

  private RedisServer redis;
  private Site site;
  private ProxyNode one;
  private ProxyNode other;

  @BeforeEach
  void start() {
    redis = RedisServer.start();
    site = new Site(folder, Site.redis(redis.port()));
    one = site.node();
    other = site.node();
  }

  @AfterEach
  void stop() {
    if (site != null) {
      site.close();
    }
    if (redis != null) {
      redis.close();
    }
  }

  @Tag("F4")
  @Test
  void f4_a_login_goes_on_while_every_node_is_replaced_and_a_stream_moves_with_its_token()
      throws IOException {
    ProxyNode[] turn = {one};
    RemoteClient client = RemoteClient.register(site.by(r -> turn[0].apply(r)), "A client");
    Tokens tokens = client.signIn();
    TestBrowser browser = client.at().browser();
    ConsentForm form = browser.consentPage(client.authorizeUrl());
    try (RawConnection stream = listen(one, tokens)) {
      one.terminate();
      // Long before the time to drain is over, as a stream never ends by itself.
      assertThat(stream.isClosed()).isTrue();
    }
    turn[0] = other;
    try (RawConnection moved = listen(other, tokens)) {
      URI login = URI.create(browser.approve(form));
      assertThat(one.ended()).isZero();
      one.start();

      other.terminate();
      assertThat(moved.isClosed()).isTrue();
      turn[0] = one;
      String answer = TestClient.comeBack(browser, site.provider().authorize(login));
      assertThat(other.ended()).isZero();
      other.start();

      turn[0] = other;
      Tokens signedIn = Tokens.of(client.redeem(FormText.query(answer).get("code")));
      Answers.assertStatus(200, client.call(signedIn.access()));
    }
    Answers.assertStatus(200, client.call(tokens.access()));
    Answers.assertStatus(200, client.refresh(tokens.refreshToken()));
  }

  @Tag("F4")
  @Test
  void f4_a_request_that_a_draining_node_has_taken_is_answered() {
    RemoteClient client = RemoteClient.register(site.by(one), "A client");
    site.provider().tokenResponse("expires_in", Site.ALWAYS_DUE);
    Tokens tokens = client.signIn();
    // The node is told to end while it waits for the provider.
    site.provider().onRequest(ProviderEndpoint.TOKEN, any -> one.terminate());

    Tokens next = Tokens.of(client.refresh(tokens.refreshToken()));

    assertThat(one.ended()).isZero();
    Answers.assertStatus(200, client.by(other).call(next.access()));
  }

  /** Listens for events, and has got the first. */
  private static RawConnection listen(ProxyNode node, Tokens tokens) throws IOException {
    RawConnection stream = new RawConnection(node.port());
    stream.send(
        "GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
            + tokens.access()
            + "\r\n\r\n");
    Answer head = stream.head();
    assertThat(head.status()).isEqualTo(200);
    assertThat(stream.chunk()).isEqualTo(McpBackend.EVENT);
    return stream;
  }
}
