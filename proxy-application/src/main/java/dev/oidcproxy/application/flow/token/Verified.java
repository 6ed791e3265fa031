package dev.oidcproxy.application.flow.token;

import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.token.AccessToken;
import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;

/**
 * A caller who proved a token.
 *
 * @param upstreamAccessToken the provider's token behind it
 * @param until how long this may be believed without looking again
 */
public record Verified(
    AccessToken token, Identity identity, Secret upstreamAccessToken, Instant until) {}
