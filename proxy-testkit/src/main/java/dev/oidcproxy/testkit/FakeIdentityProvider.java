package dev.oidcproxy.testkit;

import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.error.UpstreamException;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.Health;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.TokenExchange;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An identity provider in the same process, without HTTP: codes are bound to state, nonce and PKCE
 * and work once, refresh tokens rotate. What it should do otherwise is told to {@link #conduct}.
 */
public final class FakeIdentityProvider implements IdentityProvider {

  /** What it calls itself. */
  public static final String ISSUER = "https://provider.example";

  /** The person who signs in when a test does not care who. */
  public static final Identity ALICE =
      new Identity(
          ISSUER,
          "alice",
          Optional.of("Alice Example"),
          Optional.of("alice"),
          Optional.of("alice@example.com"),
          true,
          List.of("staff"));

  private record Issued(
      URI callback, String state, String nonce, CodeChallenge challenge, Login login) {}

  private final InstantSource clock;
  private final Set<Scope> required;
  private final ProviderConduct conduct = new ProviderConduct();
  private final FakeExchange exchange;
  private final Map<String, Issued> codes = new ConcurrentHashMap<>();
  private final Map<String, Family> families = new ConcurrentHashMap<>();
  private final List<UpstreamTokens> revoked = new CopyOnWriteArrayList<>();
  private final AtomicInteger serial = new AtomicInteger();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final AtomicInteger refreshes = new AtomicInteger();

  public FakeIdentityProvider(InstantSource clock) {
    this(clock, Set.of(new Scope("openid")));
  }

  public FakeIdentityProvider(InstantSource clock, Set<Scope> required) {
    this.clock = clock;
    this.required = required;
    this.exchange = new FakeExchange(clock);
  }

  /** One login's refresh tokens: the newest, and the one before with the instant of its use. */
  private static final class Family {
    private String newest;
    private Optional<String> predecessor = Optional.empty();
    private Instant rotatedAt = Instant.EPOCH;

    Family(String newest) {
      this.newest = newest;
    }
  }

  /** How it behaves from now on. */
  public ProviderConduct conduct() {
    return conduct;
  }

  /** How it gives tokens of other APIs. */
  public FakeExchange exchange() {
    return exchange;
  }

  /** How often a code was exchanged or tried. */
  public int exchanges() {
    return exchanges.get();
  }

  /** How often a refresh was asked for. */
  public int refreshes() {
    return refreshes.get();
  }

  /** What was revoked, in order. */
  public List<UpstreamTokens> revoked() {
    return revoked;
  }

  /** {@link #ALICE} signs in: where her browser goes next. */
  public URI signIn(URI login) {
    return signIn(login, ALICE);
  }

  /** A person signs in: where the browser goes next. */
  public URI signIn(URI login, Identity person) {
    Map<String, String> asked = FormText.parse(login.getRawQuery());
    String code = "upstream-code-" + serial.incrementAndGet();
    Set<Scope> scope = conduct.granted(Scope.parse(asked.get("scope")));
    codes.put(
        code,
        new Issued(
            URI.create(asked.get("redirect_uri")),
            asked.get("state"),
            asked.get("nonce"),
            new CodeChallenge(asked.get("code_challenge")),
            new Login(person, tokens(scope, Optional.empty()), conduct.claims())));
    return answer(asked, Map.of("code", code));
  }

  /** A person says no: where the browser goes next. */
  public URI refuse(URI login) {
    return answer(
        FormText.parse(login.getRawQuery()),
        Map.of("error", "access_denied", "error_description", "canary-provider-words"));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Set<Scope> requiredScopes() {
    return required;
  }

  @Override
  public URI loginUri(LoginRequest request) {
    conduct.checkLogin();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("redirect_uri", request.callback().toString());
    query.put("state", request.state().reveal());
    query.put("nonce", request.nonce().reveal());
    query.put(
        "code_challenge", CodeChallenge.of(request.codeVerifier().orElseThrow().reveal()).value());
    query.put("scope", Scope.join(request.scope()));
    return URI.create(ISSUER + "/authorize?" + FormText.encode(query));
  }

  @Override
  public Login complete(CallbackParameters answer, LoginRequest sent) {
    exchanges.incrementAndGet();
    conduct.checkUp();
    if (answer.error().isPresent()) {
      throw new UpstreamException.Denied("the provider said access_denied");
    }
    Issued issued =
        Optional.ofNullable(codes.remove(answer.code().map(Secret::reveal).orElse("")))
            .orElseThrow(() -> new UpstreamException.Rejected("no such code"));
    boolean holds =
        issued.state().equals(sent.state().reveal())
            && issued.nonce().equals(sent.nonce().reveal())
            && issued.callback().equals(sent.callback())
            && issued.challenge().verifiedBy(sent.codeVerifier().orElseThrow().reveal())
            && answer.issuer().filter(iss -> !iss.equals(ISSUER)).isEmpty()
            && conduct.trustworthy();
    if (!holds) {
      throw new UpstreamException.Rejected("the answer does not hold");
    }
    return issued.login();
  }

  @Override
  public Refreshed refresh(UpstreamTokens current, Set<Scope> scope) {
    refreshes.incrementAndGet();
    conduct.refreshBegins();
    conduct.checkUp();
    String presented = current.refreshToken().orElseThrow().reveal();
    Family family = families.get(presented);
    if (family == null || conduct.ended()) {
      throw new UpstreamException.GrantEnded("the provider said invalid_grant");
    }
    if (!conduct.trustworthy()) {
      throw new UpstreamException.Rejected("the answer does not hold");
    }
    synchronized (family) {
      boolean forgiven =
          family.predecessor.filter(presented::equals).isPresent()
              && clock.instant().isBefore(family.rotatedAt.plus(conduct.leeway()));
      if (!family.newest.equals(presented) && !forgiven) {
        throw new UpstreamException.GrantEnded("the provider said invalid_grant");
      }
      UpstreamTokens next = tokens(current.scope(), Optional.of(family));
      return new Refreshed(conduct.repeating(next, current), conduct.seenAnew(), conduct.claims());
    }
  }

  @Override
  public Optional<TokenExchange> tokenExchange() {
    return Optional.<TokenExchange>of(exchange).filter(any -> exchange.isOffered());
  }

  @Override
  public void revoke(UpstreamTokens tokens) {
    conduct.checkUp();
    revoked.add(tokens);
    tokens.refreshToken().ifPresent(token -> families.remove(token.reveal()));
  }

  @Override
  public Health check() {
    return conduct.up() ? new Health.Up() : new Health.Down("switched off");
  }

  private UpstreamTokens tokens(Set<Scope> scope, Optional<Family> before) {
    Instant now = clock.instant();
    int number = serial.incrementAndGet();
    return new UpstreamTokens(
        Secret.of("canary-upstream-access-" + number),
        conduct.refreshTokens() ? Optional.of(Secret.of(refreshToken(number, before))) : none(),
        Optional.empty(),
        scope,
        now,
        conduct.accessLifetime().map(now::plus),
        conduct.refreshLifetime().map(now::plus));
  }

  private String refreshToken(int number, Optional<Family> before) {
    String token = "canary-upstream-refresh-" + number;
    before.ifPresentOrElse(
        family -> {
          family.predecessor = Optional.of(family.newest);
          family.newest = token;
          family.rotatedAt = clock.instant();
          families.put(token, family);
        },
        () -> families.put(token, new Family(token)));
    return token;
  }

  private static Optional<Secret> none() {
    return Optional.empty();
  }

  private static URI answer(Map<String, String> asked, Map<String, String> parameters) {
    Map<String, String> query = new LinkedHashMap<>(parameters);
    query.put("state", asked.get("state"));
    query.put("iss", ISSUER);
    return URI.create(asked.get("redirect_uri") + "?" + FormText.encode(query));
  }
}
