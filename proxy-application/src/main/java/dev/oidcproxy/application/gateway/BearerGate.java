package dev.oidcproxy.application.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.token.Verified;
import dev.oidcproxy.application.flow.token.VerifyToken;
import dev.oidcproxy.application.gateway.IdentityHeaders.Told;
import dev.oidcproxy.domain.access.ToolPolicy;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.error.StoreException;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bearer token check of every MCP request (RFC 6750, RFC 9728 section 5.1). Only the
 * Authorization header counts. Trouble with the store or the provider is 503, never 401: a client
 * throws its tokens away on a 401.
 */
public final class BearerGate implements Gate {

  private static final Logger LOG = LoggerFactory.getLogger(BearerGate.class);
  private static final String SCHEME = "bearer ";

  private final VerifyToken tokens;
  private final Scopes scopes;
  private final IdentityHeaders identity;
  private final SessionIds sessions;
  private final Challenges challenges;

  /** What a verification makes of a request is worked out once, and forgotten together with it. */
  private final Cache<Verified, Told> headers = Caffeine.newBuilder().weakKeys().build();

  public BearerGate(
      VerifyToken tokens,
      Scopes scopes,
      IdentityHeaders identity,
      SessionIds sessions,
      Challenges challenges) {
    this.tokens = tokens;
    this.scopes = scopes;
    this.identity = identity;
    this.sessions = sessions;
    this.challenges = challenges;
  }

  @Override
  public Optional<Admission> admitAtOnce(Presented presented) {
    Optional<String> token = token(presented);
    if (token.isEmpty()) {
      return Optional.of(refusedWithoutToken(presented));
    }
    return tokens
        .known(token.get(), presented.resource().resource())
        // A key or a token may have to be fetched for them: that is for admit.
        .flatMap(
            verified -> known(verified).map(told -> admitted(presented, verified, () -> told)));
  }

  @Override
  public Admission admit(Presented presented) {
    try {
      return token(presented)
          .map(t -> tokens.verify(t, presented.resource().resource()))
          .map(v -> admitted(presented, v, () -> told(v, presented.resource())))
          .orElseGet(() -> refusedWithoutToken(presented));
    } catch (OAuthException e) {
      return new Admission.Refused(challenges.refused(presented.resource(), e.error()));
    } catch (StoreException e) {
      LOG.warn("the store did not answer for an MCP request", e);
      return new Admission.Refused(challenges.unavailable());
    } catch (UpstreamException e) {
      LOG.warn("the provider did not answer for an MCP request: {}", e.getMessage());
      return new Admission.Refused(challenges.unavailable());
    } catch (RuntimeException e) {
      LOG.error("an MCP request could not be judged", e);
      return new Admission.Refused(challenges.failed());
    }
  }

  private Optional<Told> known(Verified verified) {
    return Optional.ofNullable(headers.getIfPresent(verified)).filter(identity::holds);
  }

  /** Not in the cache's own time: whoever waits for the provider must hold up nobody else. */
  private Told told(Verified verified, ProtectedResource resource) {
    return known(verified)
        .orElseGet(() -> {
          Told told = identity.of(verified, resource);
          headers.put(verified, told);
          return told;
        });
  }

  /**
   * @param told what the backend gets to know, asked for only when the request may pass
   */
  private Admission admitted(Presented presented, Verified verified, Supplier<Told> told) {
    ProtectedResource resource = presented.resource();
    Set<Scope> held = verified.token().scope();
    Set<Scope> required = scopes.required(resource.resource());
    boolean byTool = !resource.tools().isEmpty();
    boolean covered = scopes.covers(held, required);
    // With rules for tools all that is needed is said at once, and so when the body is known.
    if (!byTool && !covered) {
      return new Admission.Refused(
          challenges.insufficient(resource, "the token lacks a scope this needs", required, held));
    }
    SessionIds.Owner owner = SessionIds.Owner.of(verified.token());
    Optional<String> session = presented.sessionId().flatMap(id -> sessions.unseal(id, owner));
    if (presented.sessionId().isPresent() && session.isEmpty()) {
      return new Admission.Refused(challenges.unknownSession());
    }
    return new Admission.Admitted(
        // Otherwise the check of the body refuses whatever it is: nobody gets to know anything.
        covered ? told.get().headers() : Map.of(),
        session,
        id -> sessions.seal(id, owner),
        byTool
            ? Optional.of(new ToolCheck(resource, held, required, scopes, challenges))
            : Optional.empty(),
        filter(resource, held));
  }

  private Optional<AnswerFilter> filter(ProtectedResource resource, Set<Scope> held) {
    ToolPolicy tools = resource.tools();
    return tools.filtersLists()
        ? Optional.of(
            new AnswerFilter(tool -> tools.allows(tool, rule -> scopes.covers(held, rule))))
        : Optional.empty();
  }

  private Admission.Refused refusedWithoutToken(Presented presented) {
    // RFC 6750 section 3.1: a request without any token gets no error code.
    return new Admission.Refused(
        presented.authorization().isEmpty() && !hasTokenInQuery(presented.rawQuery())
            ? challenges.withoutToken(presented.resource())
            : challenges.refused(
                presented.resource(),
                new OAuthError.InvalidToken("send one Bearer token in the Authorization header")));
  }

  private static Optional<String> token(Presented presented) {
    List<String> authorization = presented.authorization();
    if (authorization.size() != 1 || hasTokenInQuery(presented.rawQuery())) {
      return Optional.empty();
    }
    String header = authorization.getFirst();
    return header.length() > SCHEME.length()
            && header.substring(0, SCHEME.length()).toLowerCase(Locale.ROOT).equals(SCHEME)
        ? Optional.of(header.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private static boolean hasTokenInQuery(String rawQuery) {
    return rawQuery.startsWith("access_token=") || rawQuery.contains("&access_token=");
  }
}
