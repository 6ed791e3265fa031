package dev.oidcproxy.http.undertow;

import static dev.oidcproxy.http.undertow.FilteringGateway.listed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.gateway.AnswerFilter;
import dev.oidcproxy.testkit.RawConnection;
import dev.oidcproxy.testkit.RawConnection.Answer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Event streams of a resource that filters its lists of tools. */
@Timeout(60)
class GatewayFilterStreamTest {

  private static final String ALL = listed("{\"name\":\"read\"},{\"name\":\"delete_note\"}");
  private static final String SOME = listed("{\"name\":\"read\"}");
  private static final String PROGRESS = "{\"method\":\"notifications/progress\",\"params\":{}}";

  private FilteringGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway = new FilteringGateway();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  @Test
  void the_list_among_other_events_is_filtered_and_the_stream_ends_as_it_should() throws Exception {
    gateway.script(call -> {
      call.stream();
      call.event(PROGRESS);
      chunk(call, "id: 7\r\nevent: message\r\ndata: " + ALL + "\r\nretry: 5\r\n\r\n: bye\n\n");
      call.send("0\r\n\r\n");
    });
    try (RawConnection client = gateway.connect()) {
      for (int i = 0; i < 3; i++) {
        Answer answer = client.ask(gateway.list(""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
            .isEqualTo(
                "data: "
                    + PROGRESS
                    + "\n\nid: 7\r\nevent: message\r\ndata: "
                    + SOME
                    + "\r\nretry: 5\r\n\r\n: bye\n\n");
      }
    }
  }

  @Test
  @Tag("F8")
  void the_head_and_each_event_pass_at_once() throws Exception {
    CountDownLatch[] seen = {new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)};
    gateway.script(call -> {
      call.stream();
      await(seen[0]);
      call.event(PROGRESS);
      await(seen[1]);
      chunk(call, "id: 8\ndata: ");
      await(seen[2]);
      chunk(call, ALL + "\n\n");
    });
    try (RawConnection client = gateway.connect()) {
      client.send(gateway.list(""));
      assertThat(client.head().first("content-type")).isEqualTo("text/event-stream");
      seen[0].countDown();
      assertThat(client.chunk()).isEqualTo("data: " + PROGRESS + "\n\n");
      seen[1].countDown();
      assertThat(client.chunk()).isEqualTo("id: 8\n");
      seen[2].countDown();
      assertThat(client.chunk()).isEqualTo("data: " + SOME + "\n\n");
    }
  }

  @Test
  void a_list_that_is_sent_again_on_a_resumed_stream_is_filtered_too() throws Exception {
    gateway.script(call -> {
      call.send("HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream ;charset=utf-8\r\n");
      String event = "id: 9\ndata: " + ALL + "\n\n";
      call.send("Content-Length: " + event.length() + "\r\n\r\n" + event);
    });
    String resumed = gateway.head("GET") + "Last-Event-ID: 8\r\n\r\n";
    try (RawConnection client = gateway.connect()) {
      assertThat(client.ask(resumed).body()).isEqualTo("id: 9\ndata: " + SOME + "\n\n");
    }
    try (RawConnection client = gateway.connect()) {
      client.send(resumed.replace("HTTP/1.1", "HTTP/1.0"));
      assertThat(new String(client.socket().getInputStream().readAllBytes(), UTF_8))
          .endsWith("id: 9\ndata: " + SOME + "\n\n");
    }
  }

  @Test
  void an_event_that_cannot_be_filtered_is_an_error_and_the_stream_goes_on() throws Exception {
    gateway.script(call -> {
      call.stream();
      chunk(call, "id: 1\ndata: " + ALL + ALL + "\n\n");
      call.event("x".repeat(AnswerFilter.MOST_BYTES) + ALL);
      call.event(PROGRESS);
      call.send("0\r\n\r\n");
    });
    String error = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{";
    try (RawConnection client = gateway.connect()) {
      String[] events = client.ask(gateway.list("")).body().split("\n\n");
      assertThat(events).hasSize(3);
      assertThat(events[0]).startsWith("id: 1\n" + error.replace("id: 1\n", ""));
      assertThat(events[1]).startsWith(error);
      assertThat(events[2]).isEqualTo("data: " + PROGRESS);
      assertThat(String.join("", events)).doesNotContain("delete_note");
    }
    try (RawConnection client = gateway.connect()) {
      assertThat(client.ask(gateway.head("GET") + "\r\n").body())
          .contains("data: {\"jsonrpc\":\"2.0\",\"error\":{");
    }
  }

  @Test
  void large_events_stay_in_order() throws Exception {
    String large = "{\"name\":\"read\",\"description\":\"" + "x".repeat(1 << 20) + "\"}";
    gateway.script(call -> {
      call.stream();
      String events = "data: 1\n\n";
      for (int i = 0; i < 3; i++) {
        events += "data: " + listed(large + ",{\"name\":\"delete_note\"}") + "\n\ndata: 2\n\n";
      }
      chunk(call, events);
      call.send("0\r\n\r\n");
    });
    try (RawConnection client = gateway.connect()) {
      assertThat(client.ask(gateway.list("")).body())
          .isEqualTo("data: 1\n\n" + ("data: " + listed(large) + "\n\ndata: 2\n\n").repeat(3));
    }
  }

  @Test
  @Tag("F8")
  void a_backend_that_breaks_off_breaks_the_stream_off() throws Exception {
    gateway.script(call -> {
      call.stream();
      call.event(PROGRESS);
      chunk(call, "data: " + ALL.substring(0, 20));
      throw new IOException("gone");
    });
    try (RawConnection client = gateway.connect()) {
      client.send(gateway.list(""));
      client.head();
      assertThat(client.chunk()).isEqualTo("data: " + PROGRESS + "\n\n");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  @Tag("F8")
  void a_client_that_leaves_a_silent_stream_ends_it_at_the_backend() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    gateway.script(call -> {
      call.stream();
      call.event(PROGRESS);
      if (call.connection().isClosed()) {
        ended.countDown();
      }
    });
    try (RawConnection client = gateway.connect()) {
      client.send(gateway.head("GET") + "\r\n");
      client.head();
      client.chunk();
      client.socket().close();
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @Tag("F8")
  void a_slow_reader_slows_the_backend_down() throws Exception {
    AtomicLong written = new AtomicLong();
    int count = 256;
    String event = "data: {\"a\":\"" + "x".repeat(1 << 20) + "\"}\n\n";
    gateway.script(call -> {
      call.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n");
      call.send("Content-Length: " + (long) event.length() * count + "\r\n\r\n");
      for (int i = 0; i < count; i++) {
        call.send(event);
        written.addAndGet(event.length());
      }
    });
    try (RawConnection client = gateway.connect();
        RawConnection other = gateway.connect()) {
      client.socket().setReceiveBufferSize(64 * 1024);
      client.send(gateway.head("GET") + "\r\n");
      client.head();
      for (int i = 0; i < 1000; i++) {
        // meanwhile the gateway has all the time it wants to read on
        assertThat(other.ask("GET /other HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(404);
      }
      assertThat(written.get()).isLessThan((64L << 20));
      long length = 0;
      for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
        length += chunk.length();
      }
      assertThat(length).isEqualTo((long) event.length() * count);
    }
  }

  private static void chunk(TestBackend.Call call, String text) throws IOException {
    call.send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
