package dev.oidcproxy.testkit;

import java.util.Map;

/** What an endpoint of a {@link FakeProvider} answers; an empty body is no body. */
record ProviderAnswer(int status, Map<String, Object> body) {

  static ProviderAnswer of(Map<String, Object> body) {
    return new ProviderAnswer(200, body);
  }

  static ProviderAnswer error(int status, String code) {
    return new ProviderAnswer(
        status, Map.of("error", code, "error_description", "call +1 555 0100 now"));
  }
}
