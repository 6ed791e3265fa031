package dev.oidcproxy.provider.oauth2;

import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.Fault;
import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.contract.ProviderBench;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * GitHub's answers, from its documentation: "Authorizing OAuth apps", "Generating a user access
 * token for a GitHub App", "Refreshing user access tokens", "Troubleshooting OAuth app access token
 * request errors", "Scopes for OAuth apps" and, of the REST API, "Get the authenticated user".
 */
final class GitHub {

  static final String TOKEN =
      """
      {"access_token":"gho_16C7e42F292c6912E7710c838347Ae178B4a","scope":"repo,gist",\
      "token_type":"bearer"}\
      """;

  static final String FORM =
      "access_token=gho_16C7e42F292c6912E7710c838347Ae178B4a&scope=repo%2Cgist&token_type=bearer";

  static final String APP_TOKEN =
      """
      {"access_token":"ghu_16C7e42F292c6912E7710c838347Ae178B4a","expires_in":28800,\
      "refresh_token":"ghr_1B4a2e77838347a7E420ce178F2E7c6912E169246c34E1ccbF66C46812d16D5B1A9Dc86A1498",\
      "refresh_token_expires_in":15811200,"scope":"","token_type":"bearer"}\
      """;

  static final String APP_TOKEN_REFRESHED =
      """
      {"access_token":"ghu_another","expires_in":28800,"refresh_token":"ghr_another",\
      "refresh_token_expires_in":15811200,"scope":"","token_type":"bearer"}\
      """;

  static final String BAD_CODE =
      """
      {"error":"bad_verification_code",\
      "error_description":"The code passed is incorrect or expired.",\
      "error_uri":"/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/\
      #bad-verification-code"}\
      """;

  static final String BAD_CLIENT =
      """
      {"error":"incorrect_client_credentials",\
      "error_description":"The client_id and/or client_secret passed are incorrect.",\
      "error_uri":"/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/\
      #incorrect-client-credentials"}\
      """;

  /** Of the word there is no page of its own; octokit/auth-oauth-user-client's tests have it so. */
  static final String BAD_REFRESH_TOKEN =
      """
      {"error":"bad_refresh_token",\
      "error_description":"The refresh token passed is incorrect or expired.",\
      "error_uri":"https://docs.github.com"}\
      """;

  private static final String USER =
      """
      {"login":"octocat","id":583231,"node_id":"MDQ6VXNlcjU4MzIzMQ==","type":"User",\
      "site_admin":false,"name":"The Octocat","company":"@github","email":null,"bio":null}\
      """;

  private GitHub() {}

  /** What an operator writes for it, but for where it is. */
  static String[] settings(String... more) {
    return Stream.concat(
            Stream.of(
                "identity_claims.subject", "id",
                "identity_claims.preferred_username", "login",
                "scope_header", "X-OAuth-Scopes"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** A bench at which GitHub answers so, and names these scopes with the person. */
  static ProviderBench bench(String token, String scopes, String... more) {
    ProviderBench bench = Configured.bench(settings(more));
    answer(bench.fake(), token, scopes);
    return bench;
  }

  static void answer(FakeProvider fake, String token, String scopes) {
    fake.fault(ProviderEndpoint.TOKEN, Fault.json(token))
        .fault(ProviderEndpoint.USERINFO, user(scopes));
  }

  static Fault user(String scopes) {
    return exchange -> {
      exchange.getResponseHeaders().set("X-OAuth-Scopes", scopes);
      exchange.getResponseHeaders().set("X-Accepted-OAuth-Scopes", "");
      Fault.json(USER).answer(exchange);
    };
  }

  /** An answer that is a form, as GitHub sends it to who does not ask for JSON. */
  static Fault form(String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }
}
