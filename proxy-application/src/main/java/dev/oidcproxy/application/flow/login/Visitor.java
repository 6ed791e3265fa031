package dev.oidcproxy.application.flow.login;

import dev.oidcproxy.application.limit.AddressPrefix;
import dev.oidcproxy.domain.value.Secret;
import java.util.Optional;

/**
 * The browser that brings an authorization request.
 *
 * @param from where it is
 * @param id by which it knows what was approved in it; absent in a browser that is new
 * @param ownNavigation whether the person, or a program of theirs, opened the address: no other
 *     site led there
 */
public record Visitor(AddressPrefix from, Optional<Secret> id, boolean ownNavigation) {}
