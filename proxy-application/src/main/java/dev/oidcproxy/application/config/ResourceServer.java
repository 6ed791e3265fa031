package dev.oidcproxy.application.config;

import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import java.util.Set;

/**
 * A server outside the gateway that may ask what a token is worth.
 *
 * @param authentication a secret or a key, never none
 * @param resources whose tokens it may ask about; of others it learns nothing
 */
public record ResourceServer(
    ClientId id, ClientAuthentication authentication, Set<Resource> resources) {}
