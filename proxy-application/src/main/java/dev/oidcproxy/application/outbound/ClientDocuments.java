package dev.oidcproxy.application.outbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.oidcproxy.application.config.ProxySettings.ClientDocumentSettings;
import dev.oidcproxy.application.state.Records;
import dev.oidcproxy.application.state.State.ClientDocument;
import dev.oidcproxy.application.state.Stored;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.value.ClientId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients whose id is the URL of a document that describes them (client ID metadata documents). Of
 * hosts that are trusted a document is fetched, by one caller at a time, and kept as HTTP allows; a
 * good copy, shared by all nodes, serves on when its host does not.
 */
public final class ClientDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(ClientDocuments.class);

  /** How long a host that failed is left alone, and how seldom it is asked for something newer. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  private static final int MOST_IN_MEMORY = 2000;

  private final ClientDocumentSettings settings;
  private final Records<ClientDocument> records;
  private final DocumentSource source;
  private final Reader reader;
  private final InstantSource clock;
  private final Cache<ClientId, Held> held =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).build();

  /**
   * @param http guarded: it meets URLs that strangers chose
   */
  public ClientDocuments(
      ClientDocumentSettings settings,
      Records<ClientDocument> records,
      HttpTransport http,
      Reader reader,
      InstantSource clock) {
    this.settings = settings;
    this.records = records;
    this.source = new DocumentSource(http, clock);
    this.reader = reader;
    this.clock = clock;
  }

  /** Makes a client of a document, or throws {@link OAuthException} with what is wrong with it. */
  @FunctionalInterface
  public interface Reader {
    Client read(ClientId id, String document);
  }

  private record Good(ClientDocument document, Client client) {}

  /** What this process knows of one document. */
  private static final class Held {
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Optional<Good> good = Optional.empty();
    private volatile Optional<Instant> asked = Optional.empty();
    private volatile boolean failed;
    private volatile boolean disowned;
  }

  /**
   * The client; empty when its host is not trusted, or there is no good document of it.
   *
   * @throws OAuthException {@link OAuthError.TooManyRequests} when there is no good copy, and the
   *     host was asked too often to be asked again
   */
  public Optional<Client> find(ClientId id) {
    if (!trusted(id)) {
      return Optional.empty();
    }
    Held known = held.get(id, i -> new Held());
    Optional<Good> have = known.good.filter(this::usable);
    if (have.filter(this::fresh).isPresent()) {
      return have.map(Good::client);
    }
    if (have.isPresent() && !known.fetching.tryLock()) {
      // Somebody is renewing it; meanwhile the old one is as good as when the host is down.
      return have.map(Good::client);
    }
    if (have.isEmpty()) {
      known.fetching.lock();
    }
    try {
      Optional<Good> best = best(id, known);
      boolean pause = known.failed && justAsked(known);
      return (best.filter(this::fresh).isPresent() || pause ? best : fetch(id, known, best))
          .map(Good::client)
          .or(() -> pinned(id, known));
    } finally {
      known.fetching.unlock();
    }
  }

  /**
   * The client by a document that may be newer than that of {@link #find}, for whoever missed a key
   * in that; the host is asked at most every half minute.
   */
  public Optional<Client> newer(ClientId id) {
    if (!trusted(id)) {
      return Optional.empty();
    }
    Held known = held.get(id, i -> new Held());
    known.fetching.lock();
    try {
      Optional<Good> best = best(id, known);
      return (justAsked(known) ? best : fetch(id, known, best)).map(Good::client);
    } finally {
      known.fetching.unlock();
    }
  }

  private boolean trusted(ClientId id) {
    return settings.enabled() && id.documentHost().filter(settings::trusts).isPresent();
  }

  /** The newest good copy, in memory or of another node. */
  private Optional<Good> best(ClientId id, Held known) {
    Optional<Good> mine = known.good.filter(this::usable);
    Optional<Good> best =
        records
            .find(id.value())
            .map(Stored::value)
            .filter(
                d -> mine.isEmpty() || d.freshUntil().isAfter(mine.get().document().freshUntil()))
            .flatMap(d -> read(id, d))
            .filter(this::usable)
            .or(() -> mine);
    known.good = best;
    return best;
  }

  /** Empty when what is stored is not good by the settings of today. */
  private Optional<Good> read(ClientId id, ClientDocument document) {
    try {
      return Optional.of(new Good(document, reader.read(id, document.body())));
    } catch (OAuthException e) {
      return Optional.empty();
    }
  }

  private Optional<Good> fetch(ClientId id, Held known, Optional<Good> old) {
    Optional<Instant> askedBefore = known.asked;
    known.asked = Optional.of(clock.instant());
    try {
      ClientDocument document = source.get(id, old.map(Good::document));
      Good good = new Good(document, reader.read(id, document.body()));
      known.good = Optional.of(good);
      known.failed = false;
      known.disowned = false;
      records.put(id.value(), document, document.until());
      return known.good;
    } catch (DocumentSource.Gone | OAuthException e) {
      if (e instanceof OAuthException limited
          && limited.error() instanceof OAuthError.TooManyRequests) {
        // The host was not asked, so nothing is known of it; a good copy is as good as before.
        known.asked = askedBefore;
        return Optional.of(old.orElseThrow(() -> limited));
      }
      known.disowned = true;
      return failed(id, known, old, e);
    } catch (IOException e) {
      known.disowned = false;
      return failed(id, known, old, e);
    }
  }

  private static Optional<Good> failed(ClientId id, Held known, Optional<Good> old, Exception e) {
    String host = id.documentHost().orElseThrow();
    LOG.info("no client document of {}: {}", host, e.getMessage());
    known.failed = true;
    if (old.isEmpty() && !known.disowned) {
      PinnedDocuments.find(id)
          .ifPresent(pinned ->
              LOG.info(
                  "meanwhile the document of {} is the one we brought along, as it was served on {}",
                  id.value(),
                  pinned.served()));
    }
    return old;
  }

  /**
   * What we brought along of a client whose host lets no servers in; never in the place of what the
   * host itself says, also when it says that there is no such client.
   */
  private Optional<Client> pinned(ClientId id, Held known) {
    return known.disowned
        ? Optional.empty()
        : PinnedDocuments.find(id).map(pinned -> reader.read(id, pinned.document()));
  }

  private boolean fresh(Good good) {
    return clock.instant().isBefore(good.document().freshUntil());
  }

  private boolean usable(Good good) {
    return clock.instant().isBefore(good.document().until());
  }

  /** By distance, so that a clock that was turned back blocks nothing for long. */
  private boolean justAsked(Held known) {
    return known
        .asked
        .filter(at -> Duration.between(at, clock.instant()).abs().compareTo(PAUSE) < 0)
        .isPresent();
  }
}
