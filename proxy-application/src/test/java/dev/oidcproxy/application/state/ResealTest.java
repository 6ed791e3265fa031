package dev.oidcproxy.application.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.crypto.FernetSeal;
import dev.oidcproxy.application.crypto.SecureEntropy;
import dev.oidcproxy.application.memory.InMemoryStore;
import dev.oidcproxy.application.state.Accounts.AccountLogin;
import dev.oidcproxy.application.state.Accounts.AccountSession;
import dev.oidcproxy.application.state.State.BlockedClient;
import dev.oidcproxy.application.state.State.ClientDocument;
import dev.oidcproxy.application.state.State.KeyPairRecord;
import dev.oidcproxy.application.state.State.KeyRingRecord;
import dev.oidcproxy.application.state.State.SealMark;
import dev.oidcproxy.application.state.State.UsedAssertion;
import dev.oidcproxy.domain.authorization.BrowserBinding;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.authorization.Transaction.Step;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.port.Key;
import dev.oidcproxy.domain.port.Seal;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ResealTest {

  private static final byte[] OLD = new byte[32];
  private static final byte[] NEW = key(1);
  private static final byte[] LOST = key(2);
  private static final Resealed ONE = new Resealed(1, 0);

  private final AtomicReference<Instant> now = new AtomicReference<>(StoredValues.T0);
  private final InMemoryStore store = new InMemoryStore(now::get);

  private static byte[] key(int first) {
    byte[] key = new byte[32];
    key[0] = (byte) first;
    return key;
  }

  private State state(byte[]... keys) {
    return new State(
        store, new FernetSeal(List.of(keys), now::get, new SecureEntropy()), now::get, List::of);
  }

  private static void fill(State state) {
    Instant end = StoredValues.T1;
    Grant grant = StoredValues.grant(StoredValues.active());
    ClientId blocked = new ClientId("blocked");
    state.clients().put("client-1", StoredValues.publicClient(), end);
    state.blockedClients().put("blocked", new BlockedClient(blocked, StoredValues.T0, end), end);
    state
        .clientDocuments()
        .put("url", new ClientDocument("url", "{}", Optional.of("\"1\""), end, end), end);
    state.usedAssertions().put("jti", new UsedAssertion(end), end);
    state.transactions().put("t", StoredValues.transaction(new Step.Denied()), end);
    state.subjects().add(grant);
    state.grants().put(grant.id().value(), grant, end);
    Secret browser = Secret.of("browser");
    state.rememberedConsents().remember(browser, StoredValues.remembered());
    state.rememberedConsents().forget(Optional.empty(), Optional.of("user-1"), end);
    LoginRequest login = ((Step.AwaitingLogin) StoredValues.awaitingLogin()).login();
    BrowserBinding binding = BrowserBinding.to(browser);
    state.accounts().logins().put("a", new AccountLogin(binding, login, end), end);
    Subject subject = new Subject("https://idp.example", "user-1");
    state.accounts().sessions().put("s", new AccountSession(subject, "Ada", browser, end), end);
    state.upstreamRevocations().put("id", StoredValues.revocation(), end);
    KeyPairRecord pair = new KeyPairRecord(Secret.of("jwk"), StoredValues.T0);
    state.signingKeys().put("use", new KeyRingRecord(List.of(pair)), end);
    state.sealCheck().put(SealCheck.ID, new SealMark(StoredValues.T0), end);
  }

  @Test
  void afterwards_the_first_key_opens_everything() {
    fill(state(OLD));

    Map<String, Resealed> counts = state(NEW, OLD).reseal();

    // In this order: the mark shows that an older key is needed until nothing else needs it.
    assertThat(counts)
        .containsExactly(
            Map.entry("clients", ONE),
            Map.entry("blocked-clients", ONE),
            Map.entry("client-documents", ONE),
            Map.entry("client-assertions", ONE),
            Map.entry("transactions", ONE),
            Map.entry("grants", ONE),
            Map.entry("subjects", ONE),
            Map.entry("remembered-consents", ONE),
            Map.entry("forgotten-consents", ONE),
            Map.entry("account-logins", ONE),
            Map.entry("account-sessions", ONE),
            Map.entry("upstream-revocations", ONE),
            Map.entry("signing-keys", ONE),
            Map.entry("seal-check", ONE));
    State newOnly = state(NEW);
    assertThat(newOnly.clients().find("client-1")).isPresent();
    assertThat(newOnly.subjects().find("user-1").grants()).hasSize(1);
    assertThat(newOnly.reseal().values()).containsOnly(ONE);
    assertThat(state(OLD).reseal().values()).containsOnly(new Resealed(0, 1));
  }

  @Test
  void lifetimes_stay_as_they_are() {
    fill(state(OLD));
    now.set(StoredValues.T1.minusSeconds(1));
    state(NEW, OLD).reseal();

    now.set(StoredValues.T1.plus(Records.SKEW).plusSeconds(1));
    assertThat(store.keys("clients")).isEmpty();
    assertThat(store.keys("grants")).isEmpty();
    assertThat(store.keys("transactions")).isEmpty();
    assertThat(store.keys("blocked-clients")).isEmpty();
    assertThat(store.keys("upstream-revocations")).isEmpty();
  }

  @Test
  void a_code_that_waits_does_not_get_the_life_of_a_grant() {
    Grant waiting =
        StoredValues.grant(StoredValues.awaitingRedemption())
            .until(StoredValues.T1.plus(Duration.ofDays(300)));
    state(OLD).grants().put(waiting.id().value(), waiting, StoredValues.T1);
    state(NEW, OLD).reseal();

    now.set(StoredValues.T1.plus(Records.SKEW).plusSeconds(1));
    assertThat(store.keys("grants")).isEmpty();
  }

  @Test
  void what_has_ended_is_left_to_the_store() {
    fill(state(OLD));
    now.set(StoredValues.T1);

    assertThat(state(NEW, OLD).reseal().get("grants")).isEqualTo(new Resealed(0, 0));
  }

  @Test
  void the_unreadable_is_counted_and_left_alone() {
    state(LOST).clients().put("lost", StoredValues.publicClient(), StoredValues.T1);
    state(OLD).clients().put("kept", StoredValues.publicClient(), StoredValues.T1);

    assertThat(state(NEW, OLD).reseal().get("clients")).isEqualTo(new Resealed(1, 1));
    assertThat(state(LOST).clients().find("lost")).isPresent();
    assertThat(state(NEW).clients().all()).hasSize(1);
  }

  @Test
  void what_a_later_version_added_stays() {
    Seal seal = new FernetSeal(List.of(OLD), now::get, new SecureEntropy());
    Records<?> clients = state(OLD).clients();
    Key key = new Key("clients", clients.storedId("client-1"));
    state(OLD).clients().put("client-1", StoredValues.publicClient(), StoredValues.T1);
    String plain = new String(seal.open(store.get(key).orElseThrow()).orElseThrow(), UTF_8);
    String more = plain.substring(0, plain.length() - 1) + ",\"later\":1}";
    store.put(key, seal.seal(more.getBytes(UTF_8)), Duration.ofHours(1));

    state(NEW, OLD).reseal();

    byte[] sealed = store.get(key).orElseThrow();
    assertThat(
            new FernetSeal(List.of(NEW), now::get, new SecureEntropy())
                .open(sealed)
                .map(b -> new String(b, UTF_8)))
        .contains(more);
  }
}
