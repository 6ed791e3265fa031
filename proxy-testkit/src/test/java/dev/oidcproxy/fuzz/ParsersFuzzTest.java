package dev.oidcproxy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever strangers send is answered or refused in the typed way, soon and cheaply. One process
 * fuzzes one test, so all parsers share this one.
 */
class ParsersFuzzTest {

  /** Generous, for a busy machine: an input that takes forever takes longer. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final long MOST_MEMORY = 64L << 20;

  /** After so many inputs the proxy is a new one, so that what they leave behind stays bounded. */
  private static final int INPUTS_PER_PROXY = 5000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Surface surface;
  private static int inputs;

  @MethodSource("samples")
  @FuzzTest
  void no_input_has_an_effect_that_nobody_foresaw(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Parser.of(input[0]).ifPresent(parser -> read(parser, input));
  }

  private static void read(Parser parser, byte[] input) {
    Surface door = surface();
    String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
    Cost first = Cost.of(() -> parser.read(door, text));
    // The first time may have loaded classes, or met a machine that does something else.
    Cost cost = first.bounded() ? first : Cost.of(() -> parser.read(door, text));
    assertThat(cost.bounded()).as("%s costs %s", parser, cost).isTrue();
  }

  private record Cost(Duration time, long memory) {

    static Cost of(Runnable reading) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long begin = System.nanoTime();
      reading.run();
      return new Cost(
          Duration.ofNanos(System.nanoTime() - begin),
          THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }

    boolean bounded() {
      return time.compareTo(LONGEST) < 0 && memory < MOST_MEMORY;
    }
  }

  private static Surface surface() {
    if (surface == null || inputs++ % INPUTS_PER_PROXY == 0) {
      surface = new Surface();
    }
    return surface;
  }

  static Stream<Arguments> samples() {
    Surface door = surface();
    return Stream.concat(Samples.honest(door), Parser.ALL.stream().flatMap(Samples::hostile))
        .map(sample -> Arguments.of((Object) sample));
  }
}
