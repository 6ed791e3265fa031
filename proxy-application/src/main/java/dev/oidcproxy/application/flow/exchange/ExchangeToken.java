package dev.oidcproxy.application.flow.exchange;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.config.ProxySettings;
import dev.oidcproxy.application.flow.Surroundings;
import dev.oidcproxy.application.flow.token.Flights;
import dev.oidcproxy.application.flow.token.Verified;
import dev.oidcproxy.application.state.State;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.port.TokenExchange.Answer.Exchanged;
import dev.oidcproxy.domain.port.TokenExchange.Answer.Refused;
import dev.oidcproxy.domain.port.TokenExchange.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token for what is behind a backend, on behalf of whoever calls it. Kept for its grant, resource
 * and target until a little before it ends, so the provider is asked about once an hour; a clear no
 * is kept for half a minute, so that a client which tries again does not become the provider's
 * burden.
 */
public final class ExchangeToken implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExchangeToken.class);

  /** How long before its end a token is renewed; of a short one a fifth of its life. */
  private static final Duration EARLY = Duration.ofSeconds(60);

  /** What a token is taken to live whose life the provider does not say. */
  private static final Duration UNSAID = Duration.ofMinutes(5);

  private static final Duration REFUSED = Duration.ofSeconds(30);

  /** When to look again while the token at hand is still good: another asks, or it failed. */
  private static final Duration TROUBLE = Duration.ofSeconds(5);

  private final State state;
  private final Optional<TokenExchange> provider;
  private final Surroundings world;
  private final ExchangedTokens kept;
  private final Flights<ExchangedTokens.Purpose, ExchangedTokens.Entry> flights;

  /**
   * @throws IllegalArgumentException when a resource wants what the provider cannot do
   */
  public ExchangeToken(
      ProxySettings settings, State state, IdentityProvider provider, Surroundings world) {
    this.state = state;
    this.provider = provider.tokenExchange();
    this.world = world;
    settings.protectedResources().stream()
        .filter(resource -> resource.identity() == IdentityMode.ON_BEHALF_OF)
        .forEach(resource -> check(resource, this.provider));
    this.kept = new ExchangedTokens(state.grants(), world.clock());
    this.flights = new Flights<>(provider.longestExchange().plus(Duration.ofSeconds(10)));
  }

  /**
   * The token; may ask the provider.
   *
   * @param caller whose token is for {@code resource}
   * @throws OAuthException {@code access_denied} when the provider refuses
   * @throws UpstreamException when it gave no clear answer, and there is no token that still holds
   */
  public ExchangedToken exchange(Verified caller, ProtectedResource resource) {
    ExchangedTokens.Purpose purpose =
        new ExchangedTokens.Purpose(
            state.grants().storedId(caller.token().grant().value()),
            resource.resource(),
            resource.onBehalfOf().orElseThrow());
    ExchangedTokens.Entry entry =
        kept.fresh(purpose)
            .orElseGet(() -> flights.join(purpose, () -> renewed(purpose, caller, resource)));
    return switch (entry.answer()) {
      case Exchanged token -> new ExchangedToken(token.accessToken(), entry.freshUntil());
      case Refused refused -> throw new OAuthException(inOurWords(refused));
    };
  }

  @Override
  public void close() {
    kept.close();
  }

  private static void check(ProtectedResource resource, Optional<TokenExchange> provider) {
    Target target =
        resource
            .onBehalfOf()
            .orElseThrow(() -> new IllegalArgumentException(resource.path() + " has no target"));
    Optional<String> objection =
        provider
            .map(exchange -> exchange.objection(target))
            .orElse(Optional.of("cannot get tokens of other APIs on a person's behalf"));
    if (objection.isPresent()) {
      throw new IllegalArgumentException(
          "identity: on_behalf_of of " + resource.path() + ": the provider " + objection.get());
    }
  }

  private ExchangedTokens.Entry renewed(
      ExchangedTokens.Purpose purpose, Verified caller, ProtectedResource resource) {
    // Whoever went before may have come back since this one looked.
    Optional<ExchangedTokens.Entry> fresh = kept.fresh(purpose);
    if (fresh.isPresent()) {
      return fresh.get();
    }
    return kept.keeping(purpose, () -> asked(purpose, caller, resource));
  }

  private ExchangedTokens.Entry asked(
      ExchangedTokens.Purpose purpose, Verified caller, ProtectedResource resource) {
    // Others go on with a token that still holds, so a slow provider costs one request its time.
    kept.putOff(purpose, TROUBLE);
    try {
      TokenExchange.Answer answer =
          provider.orElseThrow().exchange(caller.upstreamAccessToken(), purpose.target());
      return entry(purpose, answer, resource);
    } catch (UpstreamException e) {
      world.events().on(new ProxyEvent.UpstreamUnavailable("exchange"));
      // Renewing early is a courtesy: while the token at hand holds, trouble is no one's concern.
      kept.putOff(purpose, TROUBLE);
      return kept.usable(purpose).orElseThrow(() -> e);
    }
  }

  private ExchangedTokens.Entry entry(
      ExchangedTokens.Purpose purpose, TokenExchange.Answer answer, ProtectedResource resource) {
    Instant now = world.clock().instant();
    return switch (answer) {
      case Exchanged token -> {
        Instant end = token.expiresAt().orElse(now.plus(UNSAID));
        Duration fifth = Duration.between(now, end).dividedBy(5);
        Duration early = EARLY.compareTo(fifth) < 0 ? EARLY : fifth;
        yield new ExchangedTokens.Entry(purpose, answer, end.minus(early), end);
      }
      case Refused refused -> {
        LOG.warn("no token on behalf of a caller of {}: {}", resource.path(), refused.message());
        world.events().on(new ProxyEvent.AccessRefused("on_behalf_of " + refused.reason()));
        Instant end = now.plus(REFUSED);
        yield new ExchangedTokens.Entry(purpose, answer, end, end);
      }
    };
  }

  private static OAuthError inOurWords(Refused refused) {
    return new OAuthError.AccessDenied(
        switch (refused.reason()) {
          case CONSENT ->
              "nobody has consented to what this server needs of the API behind it; an"
                  + " administrator can";
          case INTERACTION ->
              "the identity provider asks for more than this sign-in, before it lets this server"
                  + " act at the API behind it; an administrator can change that";
          case OTHER ->
              "the identity provider does not let this server act at the API behind it; the"
                  + " operator's log says why";
        });
  }
}
