package dev.oidcproxy.benchmarks;

import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestBrowser.ConsentForm;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestClient.Tokens;
import dev.oidcproxy.testkit.redis.RedisConnection;
import dev.oidcproxy.testkit.redis.RedisServer;
import dev.oidcproxy.testkit.remote.RemoteClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each step of a client's life asks of Redis, as Redis itself sees it. */
final class RoundTrips {

  /** Whoever waits for removals, or looks for work, does so whatever clients do. */
  private static final Set<String> BACKGROUND =
      Set.of("PING", "SCAN", "SUBSCRIBE", "UNSUBSCRIBE", "HELLO", "CLIENT", "INFO", "CONFIG");

  /** A command by a client; those within a script are part of the script's one round trip. */
  private static final Pattern COMMAND = Pattern.compile("\\[\\d+ [^l][^\\]]*\\] \"(\\w+)\".*");

  private static final String END = "end-of-step";

  private final RedisServer redis;
  private final RedisConnection monitor;

  private RoundTrips(RedisServer redis, RedisConnection monitor) {
    this.redis = redis;
    this.monitor = monitor;
  }

  /**
   * Prints them.
   *
   * @throws IllegalStateException when a request with a cached token asked anything
   */
  static void print() throws Exception {
    try (RedisServer redis = RedisServer.start();
        Deployed deployed = new Deployed(Deployed.redis(redis.url()));
        RedisConnection monitor = new RedisConnection(redis.port())) {
      monitor.ask("MONITOR");
      new RoundTrips(redis, monitor).printAll(deployed);
    }
  }

  private void printAll(Deployed deployed) {
    // Scripts are sent once, by whoever needs them first.
    RemoteClient earlier = RemoteClient.register(deployed.deployment(), "earlier");
    earlier.revoke(earlier.signIn().refreshToken());
    commands();
    RemoteClient client =
        step("registration", () -> RemoteClient.register(deployed.deployment(), "benchmark"));
    TestBrowser browser = client.at().browser();
    ConsentForm form =
        step("authorization request", () -> browser.consentPage(client.authorizeUrl()));
    URI login = step("consent", () -> URI.create(browser.approve(form)));
    URI callback = deployed.provider().authorize(login);
    String answer = step("callback", () -> TestClient.comeBack(browser, callback));
    String code = FormText.query(answer).get("code");
    Tokens first = step("code", () -> Tokens.of(client.redeem(code)));
    step("first request with a token", () -> client.call(first.access()));
    if (!commands("request with a cached token", () -> client.call(first.access())).isEmpty()) {
      throw new IllegalStateException("a request with a cached token asked the store");
    }
    Tokens next = step("refresh", () -> Tokens.of(client.refresh(first.refreshToken())));
    step("first request with the next token", () -> client.call(next.access()));
    step("revocation", () -> client.revoke(next.refreshToken()));
  }

  private <T> T step(String name, Supplier<T> step) {
    List<T> result = new ArrayList<>();
    commands(name, () -> result.add(step.get()));
    return result.getFirst();
  }

  private List<String> commands(String name, Runnable step) {
    step.run();
    List<String> commands = commands();
    System.out.printf(Locale.ROOT, "%-34s %d round trips %s%n", name, commands.size(), commands);
    return commands;
  }

  /** Those since the last time. */
  private List<String> commands() {
    redis.ask("ECHO", END);
    List<String> commands = new ArrayList<>();
    for (String line = line(); !line.contains(END); line = line()) {
      Matcher command = COMMAND.matcher(line.substring(line.indexOf('[')));
      if (command.matches() && !BACKGROUND.contains(command.group(1).toUpperCase(Locale.ROOT))) {
        commands.add(command.group(1).toUpperCase(Locale.ROOT));
      }
    }
    return commands;
  }

  private String line() {
    return monitor.next().toString();
  }
}
