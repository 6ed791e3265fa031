package dev.oidcproxy.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.branding.Logo;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.application.language.Languages;
import dev.oidcproxy.testkit.flow.TestBrowser;
import dev.oidcproxy.testkit.flow.TestClient;
import dev.oidcproxy.testkit.flow.TestProxy;
import dev.oidcproxy.testkit.flow.TestSettings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrandingTest {

  private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

  private final Logo logo = Logo.of(SVG.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  private final TestProxy proxy =
      TestProxy.of(
          TestSettings.simple()
              .branding(new Branding("Example", Optional.of(logo), Languages.builtIn()))
              .validScopes("openid", "read", "tools:call")
              .scopeDescription("tools:call", "Use tools in your name"));

  @Test
  void the_logo_of_a_page_is_there_to_be_loaded() {
    HttpResponse page =
        proxy
            .browser()
            .open(TestClient.register(proxy).authorizeUrl(Map.of("scope", "tools:call")));
    String path = "/logo?v=" + logo.version();

    assertThat(TestBrowser.text(page))
        .contains("<img src=\"https://proxy.example" + path + "\" alt=\"\">")
        .contains("<li>Use tools in your name</li>");
    HttpResponse image = proxy.get(path);
    assertThat(image.status()).isEqualTo(200);
    assertThat(TestBrowser.text(image)).isEqualTo(SVG);
    assertThat(image.headers().all("Content-Type")).containsExactly("image/svg+xml");
    assertThat(image.headers().all("Cache-Control")).containsExactly("public, max-age=86400");
  }

  @Test
  void a_logo_that_is_opened_by_itself_can_do_nothing() {
    HttpResponse image = proxy.get("/logo");

    assertThat(image.headers().first("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "sandbox");
    assertThat(image.headers().all("X-Content-Type-Options")).containsExactly("nosniff");
  }

  @Test
  void a_browser_that_has_the_logo_is_not_sent_it_again() {
    String tag = proxy.get("/logo").headers().first("ETag").orElseThrow();

    HttpResponse answer = proxy.send("GET", "/logo", Map.of("If-None-Match", tag), "");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(proxy.send("GET", "/logo", Map.of("If-None-Match", "\"x\""), "").status())
        .isEqualTo(200);
  }

  @Test
  void without_a_logo_there_is_none() {
    assertThat(TestProxy.simple().get("/logo").status()).isEqualTo(404);
  }
}
