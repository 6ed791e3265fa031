package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.domain.claim.Claims;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;

/**
 * A caller who proved a token.
 *
 * @param claims what the provider said last; those in the token are as old as it is
 * @param upstreamAccessToken the provider's token behind it
 * @param until how long this may be believed without looking again
 */
public record Verified(
    AccessToken token,
    Identity identity,
    Claims claims,
    Secret upstreamAccessToken,
    Instant until) {}
