package dev.oidcproxy.application.flow.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.application.crypto.FernetSeal;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.flow.exchange.ExchangedTokens.Entry;
import dev.oidcproxy.application.flow.exchange.ExchangedTokens.Purpose;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.TokenExchange.Answer;
import dev.oidcproxy.domain.port.TokenExchange.Reason;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangedTokensTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(now::get);
  private final State state =
      new State(
          store,
          new FernetSeal(List.of(new byte[32]), now::get, new SecureEntropy()),
          now::get,
          subject -> List.of(subject));
  private final ExchangedTokens tokens = new ExchangedTokens(state.grants(), now::get);
  private final String grant = live("G".repeat(22));

  @AfterEach
  void close() {
    tokens.close();
    store.close();
  }

  @Test
  void a_token_is_kept_until_it_is_to_be_renewed_and_usable_until_it_ends() {
    Purpose purpose = purpose("https://mcp.example/a", "read");
    keep(purpose);

    pass(Duration.ofMinutes(8));
    assertThat(tokens.fresh(purpose)).isPresent();
    pass(Duration.ofSeconds(90));
    assertThat(tokens.fresh(purpose)).isEmpty();
    assertThat(tokens.usable(purpose)).isPresent();
    pass(Duration.ofSeconds(30));
    assertThat(tokens.usable(purpose)).isEmpty();
  }

  @Test
  void it_is_nobodys_but_its_grants_and_for_nothing_else() {
    keep(purpose("https://mcp.example/a", "read"));

    assertThat(tokens.fresh(purpose("https://mcp.example/b", "read"))).isEmpty();
    assertThat(tokens.fresh(purpose("https://mcp.example/a", "write"))).isEmpty();
    assertThat(
            tokens.fresh(
                new Purpose(
                    live("H".repeat(22)), new Resource("https://mcp.example/a"), target("read"))))
        .isEmpty();
  }

  @Test
  void it_goes_with_its_grant() {
    Purpose purpose = purpose("https://mcp.example/a", "read");
    keep(purpose);
    assertThat(tokens.count()).isOne();

    end();

    assertThat(tokens.fresh(purpose)).isEmpty();
    assertThat(tokens.count()).isZero();
  }

  @Test
  void a_grant_that_ends_while_the_provider_is_asked_leaves_nothing() {
    Purpose purpose = purpose("https://mcp.example/a", "read");

    tokens.keeping(
        purpose,
        () -> {
          end();
          return entry(purpose);
        });

    assertThat(tokens.count()).isZero();
  }

  @Test
  void trouble_leaves_what_is_there() {
    Purpose purpose = purpose("https://mcp.example/a", "read");
    keep(purpose);

    assertThatThrownBy(() ->
            tokens.keeping(
                purpose,
                () -> {
                  throw new IllegalStateException("trouble");
                }))
        .hasMessage("trouble");

    assertThat(tokens.fresh(purpose)).isPresent();
  }

  @Test
  void what_is_put_off_is_put_off_to_its_end_at_most() {
    Purpose purpose = purpose("https://mcp.example/a", "read");
    keep(purpose);
    pass(Duration.ofMinutes(9).plusSeconds(30));
    assertThat(tokens.fresh(purpose)).isEmpty();

    tokens.putOff(purpose("https://mcp.example/a", "write"), Duration.ofSeconds(5));
    assertThat(tokens.fresh(purpose)).isEmpty();
    tokens.putOff(purpose, Duration.ofSeconds(5));
    assertThat(tokens.fresh(purpose)).isPresent();
    pass(Duration.ofSeconds(5));
    assertThat(tokens.fresh(purpose)).isEmpty();
    tokens.putOff(purpose, Duration.ofHours(1));
    pass(Duration.ofSeconds(25));
    assertThat(tokens.fresh(purpose)).isEmpty();
  }

  @Test
  void a_refusal_is_no_token() {
    Purpose purpose = purpose("https://mcp.example/a", "read");
    Instant end = now.get().plusSeconds(30);
    Answer refused = new Answer.Refused(Reason.CONSENT, "no");
    tokens.keeping(purpose, () -> new Entry(purpose, refused, end, end));

    assertThat(tokens.fresh(purpose)).isPresent();
    assertThat(tokens.usable(purpose)).isEmpty();
  }

  private void keep(Purpose purpose) {
    tokens.keeping(purpose, () -> entry(purpose));
  }

  private Entry entry(Purpose purpose) {
    Instant end = now.get().plus(Duration.ofMinutes(10));
    return new Entry(
        purpose,
        new Answer.Exchanged(Secret.of("token"), Optional.of(end)),
        end.minusSeconds(60),
        end);
  }

  private Purpose purpose(String resource, String scope) {
    return new Purpose(grant, new Resource(resource), target(scope));
  }

  private static Target target(String scope) {
    return new Target(Scope.parse(scope), Optional.empty());
  }

  /** A grant in the store, by the name that this has for it. */
  private String live(String id) {
    String stored = state.grants().storedId(id);
    store.put(new Key("grants", stored), new byte[1], Duration.ofHours(1));
    return stored;
  }

  private void end() {
    store.delete(new Key("grants", grant));
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
