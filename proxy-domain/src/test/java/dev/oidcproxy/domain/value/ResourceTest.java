package dev.oidcproxy.domain.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8707 section 2: what a client may write for a resource, and what it may not. */
class ResourceTest {

  private static final Resource MCP = new Resource("https://mcp.example.com/mcp");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mcp.example.com/mcp",
        "https://mcp.example.com/mcp/",
        "HTTPS://MCP.Example.COM/mcp",
        "https://mcp.example.com:443/mcp",
        "https://mcp.example.com:443/mcp/",
      })
  void the_resource_is_meant_however_its_origin_is_spelt(String requested) {
    assertThat(MCP.isMeantBy(requested)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mcp.example.com",
        "https://mcp.example.com/MCP",
        "https://mcp.example.com/mcp//",
        "https://mcp.example.com//mcp",
        "https://mcp.example.com/mcp/x",
        "https://mcp.example.com/mcpx",
        "https://mcp.example.com/mc%70",
        "https://mcp.example.com/x/../mcp",
        "https://mcp.example.com/mcp?",
        "https://mcp.example.com/mcp?a=b",
        "https://mcp.example.com/mcp#f",
        "https://user@mcp.example.com/mcp",
        "https://mcp.example.com:444/mcp",
        "https://mcp.example.com:80/mcp",
        "https://mcp.example.com./mcp",
        "http://mcp.example.com/mcp",
        "http://mcp.example.com:443/mcp",
        "//mcp.example.com/mcp",
        "mcp.example.com/mcp",
        "/mcp",
        "https:mcp.example.com/mcp",
        "https:///mcp",
        "https://mcp.example.com\\mcp",
        "https://mcp.example.com/ mcp",
        "",
      })
  void another_resource_is_not_meant(String requested) {
    assertThat(MCP.isMeantBy(requested)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example/",
    "https://a.example/, https://a.example",
    "http://a.example:80/x, http://A.example/x/",
    "http://[::1]:8000/mcp, http://[::1]:8000/mcp/",
    "urn:example:mcp, urn:example:mcp",
  })
  void origins_ports_and_other_schemes_are_compared_too(String configured, String requested) {
    assertThat(new Resource(configured).isMeantBy(requested)).isTrue();
  }

  @Property(tries = 500)
  void no_text_of_a_stranger_makes_the_comparison_fail(
      @ForAll @StringLength(max = 40) String text) {
    assertThatCode(() -> MCP.isMeantBy(text)).doesNotThrowAnyException();
  }

  @Property(tries = 500)
  void no_arrangement_of_url_parts_makes_the_comparison_fail(@ForAll("almostUrls") String text) {
    assertThat(new Resource(text).isMeantBy(text)).isTrue();
    assertThatCode(() -> MCP.isMeantBy(text)).doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<String> almostUrls() {
    return Arbitraries.of(
            "https",
            ":",
            "//",
            "/",
            "a.example",
            "@",
            ":443",
            "#",
            "?",
            "%",
            "[::1]",
            "..",
            "x",
            " ")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }
}
