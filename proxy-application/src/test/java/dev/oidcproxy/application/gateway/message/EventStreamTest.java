package dev.oidcproxy.application.gateway.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.gateway.message.Event.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {

  private static final String LIST =
      "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"hide\"},{\"name\":\"é\"}]}}";
  private static final String SHOWN = "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"é\"}]}}";

  private static final String STREAM =
      "\ufeffid: 1\ndata: \n\n: ping\n\nretry: 5\r\nid:2\r\nevent: message\r\ndata: "
          + LIST
          + "\r\n\r\ndata:"
          + LIST
          + "\rid: 3\r\rdatax: "
          + LIST
          + "\ndata\ndata: {\"method\":\"x\"}\n\ndata: "
          + LIST;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void only_the_data_of_a_list_is_written_anew(String end) throws Exception {
    String around = "id: 7%1$sevent: message%1$sdata: %2$s%1$sretry: 9%1$s: x%1$s%1$s";

    assertThat(through(around.formatted(end, LIST))).isEqualTo(around.formatted(end, SHOWN));
  }

  @Test
  void data_of_several_lines_is_one_message() throws Exception {
    assertThat(
            through(
                "data: {\"result\":\nid: 4\ndata:{\"tools\":[\ndata:   {\"name\":\ndata: \"hide\"}]\ndata\ndata:}}\n\n"))
        .isEqualTo(
            "data: {\"result\":\ndata: {\"tools\":[\ndata:   ]\ndata: \ndata: }}\nid: 4\n\n");
  }

  @Test
  void each_part_comes_as_soon_as_it_is_whole() throws Exception {
    EventStream events = new EventStream(100);

    assertThat(after(events, "id: 1\n: pi")).containsExactly("id: 1\n");
    assertThat(after(events, "ng\n\nevent: message\r"))
        .containsExactly(": ping\n", "\n", "event: message\r");
    assertThat(after(events, "\ndata: 1\n")).containsExactly("\n");
    assertThat(after(events, "id: 2\n")).isEmpty();
    assertThat(after(events, "\r")).containsExactly("data: 1\nid: 2\n\r");
    assertThat(after(events, "\n")).containsExactly("\n");
    assertThat(events.held()).isZero();
  }

  @Test
  void a_stream_is_read_alike_wherever_it_is_split() throws Exception {
    byte[] stream = STREAM.getBytes(UTF_8);
    String whole = through(STREAM);

    assertThat(whole).doesNotContain("data: {\"id\":1,\"result\":{\"tools\":[{\"name\":\"hide\"}");
    assertThat(whole.split("\"é\"", -1)).hasSize(5);
    for (int i = 0; i <= stream.length; i++) {
      for (int j = i; j <= stream.length; j += 7) {
        assertThat(through(stream, i, j)).isEqualTo(whole);
      }
    }
  }

  @Property(tries = 2000, seed = "7")
  void what_comes_out_is_what_went_in(@ForAll("streams") String stream) {
    EventStream events = new EventStream(1000);
    StringBuilder out = new StringBuilder();
    for (byte b : stream.getBytes(UTF_8)) {
      events.add(ByteBuffer.wrap(new byte[] {b}));
      taken(events).forEach(event -> out.append(text(event)));
    }
    events.end();
    taken(events).forEach(event -> out.append(text(event)));

    assertThat(out.toString()).isEqualTo(stream);
    assertThat(events.held()).isZero();
  }

  @Property(tries = 2000, seed = "7")
  void no_line_of_data_passes_unseen(@ForAll("streams") String stream) {
    EventStream events = new EventStream(1000);
    events.add(ByteBuffer.wrap(stream.getBytes(UTF_8)));
    events.end();

    for (Event event : taken(events)) {
      if (event.kind() == Kind.PLAIN) {
        assertThat(text(event).split("[\r\n]")).noneMatch(line -> line.matches("data(:.*)?"));
      }
    }
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.of(
            "data", "data:", "data: x", "dat", "id: 1", ":", " ", "\n", "\r", "\r\n", "\n\n")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Test
  void an_event_beyond_the_bound_is_lost_alone() throws Exception {
    EventStream events = new EventStream(20);

    assertThat(after(events, "id: 1\ndata: " + "x".repeat(14))).containsExactly("id: 1\n");
    assertThat(events.held()).isEqualTo(20);
    assertThat(after(events, "x")).containsExactly("LOST");
    assertThat(events.held()).isZero();
    assertThat(after(events, "\ndata: y\nid: 2\n\n: a\n")).containsExactly(": a\n");
    assertThat(after(events, "data: z\n\n")).containsExactly("data: z\n\n");
  }

  @Test
  void what_is_given_up_is_the_event_at_hand() throws Exception {
    EventStream events = new EventStream(100);
    events.giveUp();
    assertThat(after(events, "data: a\n\ndata: b")).containsExactly("data: a\n\n");

    events.giveUp();

    assertThat(after(events, "\n\ndata: c\n\n")).containsExactly("LOST", "data: c\n\n");
  }

  @Test
  void a_lost_event_and_an_unclear_one_do_not_pass() {
    for (Event event :
        List.of(
            new Event(Kind.LOST, new byte[0]),
            new Event(Kind.DATA, "data: {\"a\":1,\"a\":2}\n\n".getBytes(UTF_8)),
            new Event(Kind.DATA, "data: {\"a\":1}\ndata: {}\n\n".getBytes(UTF_8)))) {
      assertThatThrownBy(() -> event.filtered(name -> true))
          .isInstanceOf(UnreadableMessageException.class);
    }
  }

  @Test
  void an_event_of_our_own_is_well_formed() {
    assertThat(new String(Event.of("{\n}".getBytes(UTF_8)), UTF_8))
        .isEqualTo("data: {\ndata: }\n\n");
  }

  private static List<String> after(EventStream events, String arrived) {
    events.add(ByteBuffer.wrap(arrived.getBytes(UTF_8)));
    return taken(events).stream().map(e -> e.kind() == Kind.LOST ? "LOST" : text(e)).toList();
  }

  private static String through(String stream) throws Exception {
    return through(stream.getBytes(UTF_8), 0, 0);
  }

  private static String through(byte[] stream, int first, int second) throws Exception {
    EventStream events = new EventStream(1000);
    StringBuilder out = new StringBuilder();
    events.add(ByteBuffer.wrap(stream, 0, first));
    append(events, out);
    events.add(ByteBuffer.wrap(stream, first, second - first));
    append(events, out);
    events.add(ByteBuffer.wrap(stream, second, stream.length - second));
    events.end();
    append(events, out);
    return out.toString();
  }

  private static void append(EventStream events, StringBuilder out) throws Exception {
    for (Event event : taken(events)) {
      out.append(new String(event.filtered(name -> !name.equals("hide")), UTF_8));
    }
  }

  private static List<Event> taken(EventStream events) {
    List<Event> all = new ArrayList<>();
    for (Optional<Event> e = events.next(); e.isPresent(); e = events.next()) {
      all.add(e.get());
    }
    return all;
  }

  private static String text(Event event) {
    return new String(event.bytes(), UTF_8);
  }
}
