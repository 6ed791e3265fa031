package dev.oidcproxy.application.flow.exchange;

import dev.oidcproxy.domain.value.Secret;
import java.time.Instant;

/**
 * A token of another API.
 *
 * @param until when to ask for it again; before it ends
 */
public record ExchangedToken(Secret accessToken, Instant until) {}
