package dev.oidcproxy.e2e.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.testkit.ProviderEndpoint;
import dev.oidcproxy.testkit.remote.RemoteClient.Deployment;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Clients at work, with the process they talk to killed and started again under them. */
final class Killings {

  private static final int ACCOUNTS = 4;
  private static final int PROVIDER_SECONDS = 2;

  /** Half of them are around calls to the provider and what is written of them. */
  private static final List<Moment> MOMENTS =
      List.of(
          Moment.ANY,
          Moment.UPSTREAM_ASKED,
          Moment.ANY,
          Moment.UPSTREAM_ANSWERS,
          Moment.ANY,
          Moment.STORE_WRITES);

  private final Site site;
  private final SplittableRandom random;
  private final ProxyNode node;
  private final Deployment at;
  private final List<Account> accounts = new ArrayList<>();
  private final List<Account> waiting = new ArrayList<>();

  Killings(Site site, long seed) {
    this.site = site;
    this.random = new SplittableRandom(seed);
    this.node = site.node(PROVIDER_SECONDS);
    this.at = site.by(node);
    // Every refresh asks the provider, which ends a refresh token once its successor is used.
    site.provider().tokenResponse("expires_in", Site.ALWAYS_DUE).honourPredecessors(true);
  }

  /** Fails when something that was acknowledged is gone. */
  void run(int kills) {
    for (int i = 0; i < kills; i++) {
      while (accounts.size() < ACCOUNTS) {
        accounts.add(new Account(at, random.split()));
      }
      crash(MOMENTS.get(i % MOMENTS.size()));
      node.start();
      accounts.stream().filter(Account::refreshing).forEach(waiting::add);
      accounts.removeAll(waiting);
      verify(accounts);
    }
    assertThat(waiting).as("refreshes that were under way").hasSizeGreaterThan(kills / 3);
    // All at once, because each may have to wait until the lease of a dead process is over.
    verify(waiting);
  }

  private void crash(Moment moment) {
    SplittableRandom when = random.split();
    Together.run(
        accounts.size() + 1,
        i -> {
          if (i < accounts.size()) {
            work(accounts.get(i));
          } else {
            Runnable afterwards = moment.await(site.provider(), when);
            node.kill();
            site.provider().onRequest(ProviderEndpoint.TOKEN, any -> {});
            site.provider().onAnswer(ProviderEndpoint.TOKEN, any -> {});
            afterwards.run();
          }
          return i;
        });
  }

  private static void work(Account account) {
    try {
      while (true) {
        account.step();
      }
    } catch (UncheckedIOException killed) {
      // What was under way has no answer, and the account knows.
    }
  }

  private static void verify(List<Account> accounts) {
    Together.run(
        accounts.size(),
        i -> {
          accounts.get(i).verify();
          return i;
        });
  }
}
