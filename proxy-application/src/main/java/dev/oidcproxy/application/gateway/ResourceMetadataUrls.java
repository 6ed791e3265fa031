package dev.oidcproxy.application.gateway;

import dev.oidcproxy.application.config.ProtectedResource;
import java.net.URI;

/**
 * Where the metadata of a protected resource is: the well-known path goes before the resource's.
 */
public final class ResourceMetadataUrls {

  /** RFC 9728 section 3. */
  public static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

  String of(ProtectedResource resource) {
    String identifier = resource.resource().identifier();
    String path = path(resource);
    return identifier.substring(0, identifier.length() - path.length()) + WELL_KNOWN + path;
  }

  /** The path of the resource's public URL, as it stands in its identifier. */
  public static String path(ProtectedResource resource) {
    return URI.create(resource.resource().identifier()).getRawPath();
  }
}
