package dev.oidcproxy.testkit.contract;

import dev.oidcproxy.application.jwt.JsonObject;
import dev.oidcproxy.domain.port.HttpTransport;
import dev.oidcproxy.domain.port.TokenVerifier;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.testkit.AdjustableClock;
import dev.oidcproxy.testkit.FakeProvider;
import dev.oidcproxy.testkit.FormText;
import dev.oidcproxy.testkit.ProviderEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A token verifier under test, and the fake provider whose tokens it verifies. */
public final class VerifierBench implements AutoCloseable {

  /** The scopes of a token that has what is needed. */
  public static final String SCOPE = "openid api:read";

  /** Whom tokens are for unless a test says otherwise. */
  public static final String AUDIENCE = "https://api.example.com";

  private static final String CALLBACK = "http://127.0.0.1:8000/auth/callback";

  private final AdjustableClock clock = new AdjustableClock();
  private final FakeProvider fake = FakeProvider.start(clock);
  private final BenchHttp http = new BenchHttp();
  private final TokenVerifier verifier;

  public VerifierBench(Testee testee) {
    verifier = testee.of(fake, http, clock);
  }

  /** Makes the verifier under test. */
  @FunctionalInterface
  public interface Testee {

    /**
     * One for the tokens of {@code fake}. It requires the scope {@code api:read} and the audience
     * {@link #AUDIENCE}, as far as it can see them.
     */
    TokenVerifier of(FakeProvider fake, HttpTransport http, InstantSource clock);
  }

  public AdjustableClock clock() {
    return clock;
  }

  public FakeProvider fake() {
    return fake;
  }

  public TokenVerifier verifier() {
    return verifier;
  }

  /** From now on no answer is waited for long. */
  public void impatient() {
    http.impatient(true);
  }

  /** A fresh access token that has what is needed. */
  public Secret token() {
    return token(SCOPE);
  }

  /** A fresh access token with these scopes. */
  public Secret token(String scope) {
    Map<String, String> asked =
        Map.of(
            "response_type",
            "code",
            "client_id",
            fake.clientId(),
            "redirect_uri",
            CALLBACK,
            "scope",
            scope);
    String base = fake.issuer() + ProviderEndpoint.AUTHORIZATION.path() + "?";
    URI answer = fake.authorize(URI.create(base + FormText.encode(asked)));
    return redeemed(FormText.query(answer.toString()).get("code"));
  }

  private Secret redeemed(String code) {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            CALLBACK,
            "client_id",
            fake.clientId(),
            "client_secret",
            fake.clientSecret());
    HttpTransport.Request request =
        new HttpTransport.Request(
            "POST",
            URI.create(fake.issuer() + ProviderEndpoint.TOKEN.path()),
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            Optional.of(FormText.encode(form).getBytes(StandardCharsets.US_ASCII)),
            Duration.ofSeconds(20),
            1 << 16);
    try {
      return JsonObject.parse(http.send(request).body())
          .flatMap(body -> body.text("access_token"))
          .map(Secret::of)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    fake.close();
  }
}
