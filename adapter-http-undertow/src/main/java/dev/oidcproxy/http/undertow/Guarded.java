package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.config.ProtectedResource;

/** A resource together with the server behind it. */
record Guarded(ProtectedResource resource, Backend backend) {}
