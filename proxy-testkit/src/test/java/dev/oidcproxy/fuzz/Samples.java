package dev.oidcproxy.fuzz;

import java.util.stream.Stream;

/** What the fuzzer begins with. */
final class Samples {

  private static final String NOTHING = "";

  private Samples() {}

  static Stream<byte[]> honest(Surface door) {
    return Stream.of(
        Parser.ACCESS_TOKEN.sample(door.tokens().access()),
        Parser.AUTHORIZATION_HEADER.sample("bearer " + door.tokens().access()),
        Parser.SESSION_ID.sample("session-1.AAAA"),
        Parser.ASSERTION.sample(door.signed(door.claims())),
        Parser.ASSERTION_CLAIMS.sample(door.claims()),
        Parser.REDIRECT_URI.sample("http://127.0.0.1:4711/callback"),
        Parser.REDIRECT_URI.sample("https://[2001:db8::1]:8443/a/%2e?b=c"),
        Parser.REDIRECT_PATTERN.sample("https://*.example.com:*/a*b"),
        Parser.CLIENT_ID.sample(Surface.DOCUMENT),
        Parser.DOCUMENT.sample(door.document()),
        Parser.DOCUMENT_HEADERS.sample(
            "max-age=60, no-cache\nSun, 06 Nov 1994 08:49:37 GMT\nSun, 06 Nov 1994 08:49:37 GMT\n5\n\"t\""),
        Parser.REGISTRATION.sample(
            "{\"client_name\":\"A\",\"redirect_uris\":[\"https://a.example/cb\"],\"grant_types\":"
                + "[\"authorization_code\"],\"scope\":\"openid\",\"application_type\":\"web\"}"),
        Parser.FORM.sample("grant_type=refresh_token&refresh_token=a%20b&client_id=x&client_id=y"),
        Parser.CLIENT_CREDENTIALS.sample("Basic YTpi"),
        Parser.HEADER_NAMES.sample("Content-Type\ncontent-type"),
        Parser.SCOPE.sample("openid offline_access"),
        Parser.RESOURCE.sample("HTTPS://Proxy.example:443/mcp/"),
        Parser.CODE.sample(door.code()),
        Parser.REFRESH_TOKEN.sample(door.tokens().refreshToken()),
        Parser.COOKIES.sample("__Host-binding=a.b; __Host-csrf-x=c.d"));
  }

  /** Text that has broken one parser or another somewhere. */
  static Stream<byte[]> hostile(Parser parser) {
    return Stream.of(
            NOTHING,
            "\u0000",
            "%",
            "%zz%c0%ae%00",
            "a".repeat(4000),
            "[".repeat(2000),
            "{\"a\":".repeat(500),
            "{\"exp\":1e400,\"iat\":-0.0,\"nbf\":" + "9".repeat(90) + "}",
            "\ud83d\ude00\u202e\uffff",
            "eyJhbGciOiJub25lIn0.e30.",
            "....",
            "&".repeat(300),
            "; ".repeat(300),
            "a=" + "b.".repeat(500))
        .map(parser::sample);
  }
}
