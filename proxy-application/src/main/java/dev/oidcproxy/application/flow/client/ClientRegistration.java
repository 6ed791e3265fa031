package dev.oidcproxy.application.flow.client;

import java.util.List;
import java.util.Optional;

/** Client metadata as a stranger sent it (RFC 7591 section 2); what is not here is not read. */
public record ClientRegistration(
    List<String> redirectUris,
    Optional<String> tokenEndpointAuthMethod,
    List<String> grantTypes,
    List<String> responseTypes,
    Optional<String> scope,
    Optional<String> clientName,
    Optional<String> clientUri,
    Optional<String> applicationType,
    Optional<String> softwareId,
    Optional<String> softwareVersion) {}
