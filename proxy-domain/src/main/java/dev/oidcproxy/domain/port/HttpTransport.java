package dev.oidcproxy.domain.port;

import dev.oidcproxy.domain.value.ClientCertificate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Outbound HTTP. No redirect is followed, no ambient proxy used, no cookie kept, and an answer
 * longer than {@code maxBytes} is an error.
 */
public interface HttpTransport {

  /**
   * Sends and reads the whole answer.
   *
   * @throws java.io.IOException when there is no complete answer within the time and size
   */
  Response send(Request request) throws java.io.IOException;

  /**
   * One that shows a certificate to servers that ask for one (RFC 8705), on connections of its own.
   * It ends with this one.
   *
   * @throws UnsupportedOperationException when there is none such
   */
  default HttpTransport showing(ClientCertificate certificate) {
    throw new UnsupportedOperationException("this transport cannot show a certificate");
  }

  /**
   * @param body absent for GET
   * @param timeout for the whole exchange
   */
  record Request(
      String method,
      URI uri,
      Map<String, String> headers,
      Optional<byte[]> body,
      Duration timeout,
      int maxBytes) {}

  /**
   * @param headers by lower-case name
   */
  record Response(int status, Map<String, List<String>> headers, byte[] body) {

    /** The first value of a header, asked for in lower case. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }
  }
}
