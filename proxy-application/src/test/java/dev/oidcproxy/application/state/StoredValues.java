package dev.oidcproxy.application.state;

import dev.oidcproxy.application.state.State.KeyPairRecord;
import dev.oidcproxy.application.state.State.KeyRingRecord;
import dev.oidcproxy.application.state.State.UpstreamRevocation;
import dev.oidcproxy.domain.authorization.Approval;
import dev.oidcproxy.domain.authorization.BrowserBinding;
import dev.oidcproxy.domain.authorization.LoginRequest;
import dev.oidcproxy.domain.authorization.RememberedConsent;
import dev.oidcproxy.domain.authorization.Transaction;
import dev.oidcproxy.domain.authorization.Transaction.Step;
import dev.oidcproxy.domain.authorization.TransactionId;
import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.client.ApplicationType;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.ClientMetadata;
import dev.oidcproxy.domain.client.ClientMetadata.GrantType;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.grant.Lease;
import dev.oidcproxy.domain.grant.Stage;
import dev.oidcproxy.domain.grant.UpstreamTokens;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.CodeChallenge;
import dev.oidcproxy.domain.value.GrantId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Secret;
import dev.oidcproxy.domain.value.Subject;
import dev.oidcproxy.domain.value.TokenHash;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One value of every shape that is stored. */
final class StoredValues {

  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant T1 = Instant.parse("2026-01-01T01:00:00.5Z");

  private static final CodeChallenge CHALLENGE = new CodeChallenge("C".repeat(43));
  private static final RedirectUri REDIRECT = new RedirectUri("https://app.example/cb");

  private StoredValues() {}

  static Client publicClient() {
    return client(new ClientAuthentication.None(), Optional.empty());
  }

  static Client confidentialClient() {
    return client(
        new ClientAuthentication.SecretHash(
            new TokenHash("H".repeat(43)), Set.of(ClientAuthentication.Transport.BASIC)),
        Optional.of("An app"));
  }

  private static Client client(ClientAuthentication authentication, Optional<String> text) {
    return new Client(
        new ClientId("client-1"),
        new ClientMetadata(
            List.of(REDIRECT),
            text,
            text,
            ApplicationType.NATIVE,
            EnumSet.allOf(GrantType.class),
            Scope.parse("b a"),
            text,
            text),
        authentication,
        Client.Origin.REGISTERED,
        T0,
        T1);
  }

  static Transaction transaction(Step step) {
    return new Transaction(
        new TransactionId("T".repeat(22)),
        new ClientId("client-1"),
        REDIRECT,
        Optional.of("the state"),
        CHALLENGE,
        Scope.parse("openid"),
        new Resource("https://mcp.example/mcp"),
        new BrowserBinding(new TokenHash("B".repeat(43))),
        T1,
        step);
  }

  static Step awaitingLogin() {
    return new Step.AwaitingLogin(
        new LoginRequest(
            URI.create("https://as.example/auth/callback"),
            Secret.of("sent state"),
            Secret.of("nonce"),
            Optional.of(Secret.of("verifier")),
            Scope.parse("openid email"),
            Optional.empty()),
        new Approval.Given());
  }

  static Step rememberedLogin() {
    return new Step.AwaitingLogin(
        ((Step.AwaitingLogin) awaitingLogin()).login(),
        new Approval.Remembered(Set.of(new Subject("https://idp.example", "user-1"))));
  }

  static Stage awaitingConsent() {
    return new Stage.AwaitingConsent(REDIRECT, CHALLENGE, T1);
  }

  static RememberedConsent remembered() {
    return RememberedConsent.of(
        transaction(new Step.AwaitingConsent()),
        publicClient(),
        new Subject("https://idp.example", "user-1"));
  }

  static Grant grant(Stage stage) {
    return new Grant(
        new GrantId("G".repeat(22)),
        Secret.of("the key"),
        new ClientId("client-1"),
        new Identity(
            "https://idp.example",
            "user-1",
            Optional.of("Ada"),
            Optional.empty(),
            Optional.of("ada@example.com"),
            true,
            List.of("staff")),
        Claims.NONE,
        Scope.parse("openid"),
        new Resource("https://mcp.example/mcp"),
        tokens(),
        T0,
        T1,
        stage);
  }

  static Grant grantWithClaims() {
    Grant grant = grant(active());
    return grant.refreshed(
        grant.upstream(),
        Optional.empty(),
        Optional.of(new Claims(Map.of("roles", List.of("a", "b"), "level", 3, "share", 0.5))));
  }

  static Stage awaitingRedemption() {
    return new Stage.AwaitingRedemption(REDIRECT, CHALLENGE, T1);
  }

  static Stage active() {
    return new Stage.Active(
        2,
        new TreeMap<>(Map.of(1, T0, 2, T1)),
        Optional.of(new Lease("holder", T1)),
        Optional.empty());
  }

  static UpstreamRevocation revocation() {
    return new UpstreamRevocation("id", tokens(), Optional.of(T1), Optional.empty());
  }

  static KeyRingRecord keyRing() {
    return new KeyRingRecord(List.of(new KeyPairRecord(Secret.of("{\"kty\":\"EC\"}"), T0)));
  }

  private static UpstreamTokens tokens() {
    return new UpstreamTokens(
        Secret.of("access"),
        Optional.of(Secret.of("refresh")),
        Optional.empty(),
        Scope.parse("openid"),
        T0,
        Optional.of(T1),
        Optional.empty());
  }
}
