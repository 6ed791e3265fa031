package dev.oidcproxy.testkit.contract;

import dev.oidcproxy.application.http.Parameters;
import dev.oidcproxy.domain.authorization.CallbackParameters;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.grant.Login;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.IdentityProvider;
import dev.oidcproxy.domain.port.IdentityProvider.Refreshed;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.FakeProvider;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** An identity provider under test, and the fake one it speaks to, at an adjustable time. */
public final class ProviderBench implements AutoCloseable {

  private final AdjustableClock clock = new AdjustableClock();
  private final FakeProvider fake = FakeProvider.start(clock);
  private final BenchHttp http = new BenchHttp();
  private final IdentityProvider provider;

  public ProviderBench(Testee testee) {
    provider = testee.of(fake, http, clock);
  }

  /** Makes the provider under test. */
  @FunctionalInterface
  public interface Testee {

    /** One that is configured for {@code fake}, with a timeout of its own choice. */
    IdentityProvider of(FakeProvider fake, HttpTransport http, InstantSource clock);
  }

  public AdjustableClock clock() {
    return clock;
  }

  public FakeProvider fake() {
    return fake;
  }

  public IdentityProvider provider() {
    return provider;
  }

  /** From now on no answer is waited for long, whatever the provider's timeout: to test silence. */
  public void impatient() {
    http.impatient(true);
  }

  /** Timeouts are the provider's own again. */
  public void patient() {
    http.impatient(false);
  }

  /** A login as the proxy asks for it, with what the provider requires and a refresh token. */
  public LoginRequest request() {
    return new LoginRequest(
        URI.create("http://127.0.0.1:8000/auth/callback"),
        Secret.of("transaction.the-state"),
        Secret.of("the-nonce-of-this-login"),
        Optional.of(Secret.of("a-code-verifier-of-at-least-43-characters-0123456789")),
        Scope.union(provider.requiredScopes(), Set.of(Scope.OFFLINE_ACCESS)),
        Optional.of("https://mcp.example.com/mcp"));
  }

  /** The whole login, from the login URI to the verified tokens. */
  public Login login() {
    LoginRequest request = request();
    return provider.complete(answer(fake.authorize(provider.loginUri(request))), request);
  }

  /** As {@link #login}, with somebody at the provider who refuses with this error. */
  public Login refused(String error) {
    LoginRequest request = request();
    return provider.complete(answer(fake.refuse(provider.loginUri(request), error)), request);
  }

  public Refreshed refresh(UpstreamTokens tokens) {
    return provider.refresh(tokens, provider.requiredScopes());
  }

  /** What the browser brings to the callback. */
  public static CallbackParameters answer(URI callback) {
    Parameters parameters = Parameters.parse(callback.getRawQuery());
    return new CallbackParameters(
        parameters.first("code").map(Secret::of),
        parameters.first("state").map(Secret::of),
        parameters.first("iss"),
        parameters.first("error"),
        parameters.first("error_description"));
  }

  @Override
  public void close() {
    http.close();
    fake.close();
  }
}
