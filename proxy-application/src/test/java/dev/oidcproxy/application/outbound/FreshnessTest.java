package dev.oidcproxy.application.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.HttpTransport.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "max-age=600 | - | - | 600",
        "Max-Age=\"600\" | - | - | 600",
        "public, max-age=600, must-revalidate | - | - | 600",
        "max-age=600 | 500 | - | 100",
        "max-age=600 | 700 | - | 60",
        "max-age=600 | nonsense | - | 600",
        "max-age=0 | - | - | 60",
        "max-age=59 | - | - | 60",
        "max-age=86401 | - | - | 86400",
        "max-age=9999999999 | - | - | 86400",
        "max-age=99999999999 | - | - | 3600",
        "max-age=-1 | - | - | 3600",
        "no-store, max-age=600 | - | - | 60",
        "no-cache | - | - | 60",
        "s-maxage=600 | - | - | 3600",
        "- | - | - | 3600",
        "- | - | Thu, 1 Jan 2026 00:10:00 GMT | 600",
        "- | - | Thu, 01 Jan 2026 00:10:00 GMT | 600",
        "- | - | Wed, 31 Dec 2025 00:00:00 GMT | 60",
        "- | - | Sat, 1 Jan 2028 00:00:00 GMT | 86400",
        "- | - | 0 | 60",
        "max-age=600 | - | Thu, 1 Jan 2026 01:00:00 GMT | 600"
      })
  void an_answer_is_fresh_as_long_as_it_says_within_bounds(
      String cacheControl, String age, String expires, long seconds) {
    Map<String, List<String>> headers = new HashMap<>();
    put(headers, "cache-control", cacheControl);
    put(headers, "age", age);
    put(headers, "expires", expires);

    assertThat(Freshness.until(new Response(200, headers, new byte[0]), NOW))
        .isEqualTo(NOW.plus(Duration.ofSeconds(seconds)));
  }

  private static void put(Map<String, List<String>> headers, String name, String value) {
    if (value != null) {
      headers.put(name, List.of(value));
    }
  }
}
