package dev.oidcproxy.application.page;

import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the consent page shows.
 *
 * @param back where the answer goes
 * @param signedInAs who signed in already; absent: they will
 */
public record ConsentView(
    App app,
    RedirectUri back,
    Set<Scope> scope,
    String resource,
    String providerName,
    Optional<String> signedInAs,
    Form form) {

  /**
   * Who asks.
   *
   * @param host that serves the app's metadata document, and so is proven; else absent
   * @param name self-declared, unless {@code configured}
   * @param uri self-declared; shown, never a link
   * @param configured whether the operator of this server named the app
   */
  public record App(Optional<String> host, String name, Optional<String> uri, boolean configured) {}

  /** Where the answer is posted, and what comes with it. */
  public record Form(String action, String transaction, String csrf) {}

  Destination destination() {
    return Destination.of(back);
  }

  List<Permission> permissions(Texts texts) {
    return scope.stream().map(each -> Permission.of(each, texts)).toList();
  }
}
