package dev.oidcproxy.application.page;

import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the account page shows.
 *
 * @param who what the person knows themselves by
 * @param complete false: there may be more
 * @param removed the app that just lost its access
 */
public record AccountView(
    String who, List<App> apps, boolean complete, Optional<App> removed, Form form) {

  /**
   * An app that has access.
   *
   * @param host that serves the app's metadata document, and so is proven; else absent
   * @param name self-declared, unless {@code configured}; absent when it is not known any more
   * @param configured whether the operator of this server named the app
   * @param back where its answers may go
   */
  public record App(
      String id,
      Optional<String> host,
      Optional<String> name,
      boolean configured,
      List<RedirectUri> back,
      Set<Scope> scope,
      List<String> resources,
      Days days) {

    /** What to call it in a sentence. */
    String called(Texts texts) {
      return host.or(() -> name).orElseGet(() -> texts.of(Text.ACCOUNT_UNKNOWN_APP));
    }

    List<String> destinations() {
      return back.stream().map(uri -> Destination.of(uri).shown()).distinct().toList();
    }

    List<Permission> permissions(Texts texts) {
      return scope.stream().map(each -> Permission.of(each, texts)).toList();
    }
  }

  /** In UTC. */
  public record Days(LocalDate since, LocalDate lastUsed) {}

  /** Where the forms are posted, and what comes with each. */
  public record Form(String action, String csrf) {}
}
