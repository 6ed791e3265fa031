package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.domain.grant.RefreshToken;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A refresh request from an authenticated client (RFC 6749 section 6).
 *
 * @param scope to narrow to; absent: all of the grant
 */
public record RefreshRequest(
    ClientId client, RefreshToken token, Optional<Set<Scope>> scope, List<String> resources) {}
