package dev.oidcproxy.http.undertow.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a body is cut into pieces, its framing is read in one way, or refused in one way. */
class ChunkParserFuzzTest {

  @MethodSource("samples")
  @FuzzTest
  void framing_is_read_alike_in_one_piece_and_byte_by_byte(byte[] input) {
    assertThat(read(input, 1)).isEqualTo(read(input, Math.max(input.length, 1)));
  }

  static Stream<Arguments> samples() {
    return Stream.of(
            "0\r\n\r\n",
            "5\r\nhello\r\n0\r\n\r\n",
            "a;name=value\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
            "FFFFFFFFFFFFFFF\r\nx",
            "0000000000000001\r\n",
            "5\nhello\n0\n\n",
            "-1\r\n",
            "0x5\r\nhello\r\n")
        .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The data, and how it ended. */
  private static String read(byte[] input, int piece) {
    ChunkParser parser = new ChunkParser();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try {
      for (int at = 0; at < input.length && !parser.ended(); at += piece) {
        ByteBuffer buffer = ByteBuffer.wrap(input, at, Math.min(piece, input.length - at));
        while (buffer.hasRemaining() && !parser.ended()) {
          parser.frame(buffer);
          int count = (int) Math.min(parser.data(), buffer.remaining());
          for (int i = 0; i < count; i++) {
            data.write(buffer.get());
          }
          if (count > 0) {
            parser.took(count);
          }
        }
      }
    } catch (ProtocolException e) {
      return data.toString(StandardCharsets.ISO_8859_1) + " refused";
    }
    return data.toString(StandardCharsets.ISO_8859_1) + (parser.ended() ? " ended" : " goes on");
  }
}
