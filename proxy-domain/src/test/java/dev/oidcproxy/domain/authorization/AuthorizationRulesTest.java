package dev.oidcproxy.domain.authorization;

import static dev.oidcproxy.domain.authorization.Asked.CHALLENGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oidcproxy.domain.client.ApplicationType;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.Clients;
import dev.oidcproxy.domain.client.RedirectPolicy;
import dev.oidcproxy.domain.error.OAuthException;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AuthorizationRulesTest {

  private static final Resource MCP = new Resource("https://mcp.example.com/mcp");
  private static final Resource OTHER = new Resource("https://mcp.example.com/other");
  private static final String CB = "https://app.example/cb";

  private final Client client = Clients.of(CB);
  private final AuthorizationRules rules =
      rules(Map.of(MCP, Scope.parse("openid")), "openid profile tools");

  @Test
  void there_is_always_a_resource() {
    assertThatThrownBy(() -> rules(Map.of(), "openid"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_good_request_becomes_a_trusted_one() {
    AuthorizationRequest request = check(new Asked().with("scope", "profile").with("state", "s"));
    assertThat(request.client()).isEqualTo(client.id());
    assertThat(request.challenge()).isEqualTo(CHALLENGE);
    assertThat(request.scope()).extracting(Scope::value).containsExactly("profile", "openid");
    assertThat(request.resource()).isEqualTo(MCP);
    assertThat(request.returnAddress().redirectUri().value()).isEqualTo(CB);
    assertThat(request.returnAddress().state()).contains("s");
  }

  @Test
  void a_wrong_redirect_uri_has_no_return_address() {
    for (String uri : new String[] {"https://evil.example/cb", CB + "/", CB + "?x", "nonsense"}) {
      refused(() -> address(client, new Asked().with("redirect_uri", uri)), "invalid_request");
    }
  }

  @Test
  void a_repeated_redirect_uri_or_client_id_has_none_either() {
    for (String name : new String[] {"redirect_uri", "client_id"}) {
      refused(() -> address(client, new Asked().repeating(name)), "invalid_request");
    }
  }

  @Test
  void a_missing_redirect_uri_is_the_only_registered_one() {
    Asked asked = new Asked().without("redirect_uri");
    assertThat(address(client, asked).redirectUri().value()).isEqualTo(CB);
    refused(() -> address(Clients.of(CB, CB + "2"), asked), "invalid_request");
  }

  @Test
  void a_state_that_cannot_be_trusted_is_not_sent_back() {
    assertThat(address(client, new Asked().with("state", "s").repeating("state")).state())
        .isEmpty();
    Asked longState = new Asked().with("state", "s".repeat(4097));
    assertThat(address(client, longState).state()).isEmpty();
    refused(() -> check(longState), "invalid_request");
    assertThat(check(new Asked().with("state", "s".repeat(4096)))).isNotNull();
  }

  @Test
  void any_repeated_parameter_is_refused_by_redirect() {
    for (String name : new String[] {"scope", "state", "code_challenge", "unknown"}) {
      Asked asked = new Asked().repeating(name);
      assertThat(address(client, asked)).isNotNull();
      refused(() -> check(asked), "invalid_request");
    }
  }

  @Test
  void errors_come_in_the_order_response_type_pkce_scope_resource() {
    Asked asked =
        new Asked()
            .with("response_type", "token")
            .with("code_challenge_method", "plain")
            .with("scope", "admin")
            .resources("https://evil.example/");
    refused(() -> check(asked), "unsupported_response_type");
    asked.with("response_type", "code");
    refused(() -> check(asked), "invalid_request");
    asked.with("code_challenge_method", "S256");
    refused(() -> check(asked), "invalid_scope");
    asked.with("scope", "profile");
    refused(() -> check(asked), "invalid_target");
    asked.resources(MCP.identifier());
    assertThat(check(asked)).isNotNull();
  }

  @Test
  void the_only_response_type_is_code() {
    refused(() -> check(new Asked().without("response_type")), "invalid_request");
    for (String type : new String[] {"token", "id_token", "code id_token", "CODE", "none"}) {
      refused(() -> check(new Asked().with("response_type", type)), "unsupported_response_type");
    }
  }

  @Test
  void pkce_cannot_be_left_out_or_downgraded() {
    refused(() -> check(new Asked().without("code_challenge")), "invalid_request");
    refused(() -> check(new Asked().without("code_challenge_method")), "invalid_request");
    for (String method : new String[] {"plain", "s256", "S512"}) {
      refused(() -> check(new Asked().with("code_challenge_method", method)), "invalid_request");
    }
    for (String challenge :
        new String[] {"short", CHALLENGE.value() + "=", CHALLENGE.value() + "\n"}) {
      refused(() -> check(new Asked().with("code_challenge", challenge)), "invalid_request");
    }
  }

  @Test
  void no_scope_means_the_required_ones() {
    assertThat(check(new Asked()).scope()).extracting(Scope::value).containsExactly("openid");
    assertThat(check(new Asked().with("scope", " ")).scope())
        .extracting(Scope::value)
        .containsExactly("openid");
  }

  @Test
  void offline_access_may_always_be_asked_for() {
    assertThat(check(new Asked().with("scope", "offline_access tools")).scope())
        .contains(new Scope("tools"), new Scope("openid"));
  }

  @Test
  void a_client_stays_within_the_scope_it_registered_and_what_is_required() {
    Client narrow = Clients.of(ApplicationType.NATIVE, Scope.parse("profile"), CB);
    assertThat(check(narrow, new Asked().with("scope", "profile openid"))).isNotNull();
    refused(() -> check(narrow, new Asked().with("scope", "tools")), "invalid_scope");
    for (String scope : new String[] {"admin", "openid\"", "a\tb"}) {
      refused(() -> check(new Asked().with("scope", scope)), "invalid_scope");
    }
  }

  @Test
  void one_resource_is_meant_however_often_it_is_named() {
    Asked asked = new Asked().resources(MCP.identifier(), MCP.identifier() + "/");
    assertThat(check(asked).resource()).isEqualTo(MCP);
    refused(
        () -> check(new Asked().resources(MCP.identifier(), OTHER.identifier())), "invalid_target");
    refused(() -> check(new Asked().resources("//mcp.example.com/mcp")), "invalid_target");
  }

  @Test
  void with_several_resources_one_must_be_named() {
    AuthorizationRules several =
        rules(Map.of(MCP, Scope.parse("openid"), OTHER, Scope.parse("tools")), "openid tools");
    refused(() -> several.resolve(List.of()), "invalid_target");
    refused(() -> several.resolve(List.of(MCP.identifier(), OTHER.identifier())), "invalid_target");
    AuthorizationParameters sent = new Asked().resources(OTHER.identifier()).parameters();
    assertThat(several.check(client, several.returnAddress(client, sent), sent).scope())
        .isEqualTo(Scope.parse("tools"));
  }

  private AuthorizationRequest check(Asked asked) {
    return check(client, asked);
  }

  private AuthorizationRequest check(Client by, Asked asked) {
    return rules.check(by, address(by, asked), asked.parameters());
  }

  private ReturnAddress address(Client by, Asked asked) {
    return rules.returnAddress(by, asked.parameters());
  }

  private static AuthorizationRules rules(Map<Resource, Set<Scope>> required, String valid) {
    return new AuthorizationRules(
        "https://as.example",
        RedirectPolicy.registeredOnly(),
        Scope.parse(valid),
        required,
        Scope.parse("stepped"));
  }

  private static void refused(ThrowingCallable request, String code) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            OAuthException.class, e -> assertThat(e.error().code()).isEqualTo(code))
        .message()
        .doesNotContain("evil", "admin", "short");
  }
}
