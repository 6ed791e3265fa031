package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.flow.Scopes;
import dev.oidcproxy.application.flow.token.IdentityGate;

/** What a login must bring: scopes, and a person who is let in. */
public record LoginRules(Scopes scopes, IdentityGate people) {}
