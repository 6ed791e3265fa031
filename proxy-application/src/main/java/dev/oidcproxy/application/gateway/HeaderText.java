package dev.oidcproxy.application.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Text in header fields: printable ASCII as it is, the rest as percent-encoded UTF-8. So is a space
 * at either end, which whoever reads the header would drop, and with it the difference to another.
 */
final class HeaderText {

  private static final int LONGEST = 4096;

  private HeaderText() {}

  /** Empty when the text has a line break, which no honest value has, or is longer than 4 KiB. */
  static Optional<String> encode(String text) {
    if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder encoded = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      boolean atEnd = i == 0 || i == bytes.length - 1;
      // The percent sign too, or a reader could not tell it from an encoded byte.
      if ((b > 0x20 && b < 0x7f && b != '%') || (b == 0x20 && !atEnd)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return encoded.length() <= LONGEST ? Optional.of(encoded.toString()) : Optional.empty();
  }

  /** A JSON array of texts: groups may contain commas. */
  static String jsonArray(List<String> texts) {
    return texts.stream().map(HeaderText::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
