package dev.oidcproxy.http.undertow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.config.IdentityMode;
import dev.oidcproxy.application.config.ProtectedResource;
import dev.oidcproxy.domain.value.Resource;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class BackendTest {

  @Test
  void only_the_query_of_a_request_gets_into_the_target() throws Exception {
    assertThat(target("http://b", "")).isEqualTo("/");
    assertThat(target("http://b/mcp", "a=%2F")).isEqualTo("/mcp?a=%2F");
    assertThat(target("http://b/%6d/?key=1", "")).isEqualTo("/%6d/?key=1");
    assertThat(target("http://b/mcp?key=1", "a=1")).isEqualTo("/mcp?key=1&a=1");
  }

  private static String target(String backend, String query) throws Exception {
    ProtectedResource resource =
        new ProtectedResource(
            new Resource("https://mcp.example.com/mcp"),
            "/mcp",
            URI.create(backend),
            Set.of(),
            IdentityMode.NONE,
            Optional.empty());
    return new Backends(SSLContext.getDefault(), Runnable::run, InstantSource.system())
        .behind(resource)
        .target(query);
  }
}
