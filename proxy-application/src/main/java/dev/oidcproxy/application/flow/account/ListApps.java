package dev.oidcproxy.application.flow.account;

import dev.oidcproxy.application.flow.client.ResolveClient;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Stage;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Resource;
import dev.oidcproxy.domain.value.Scope;
import dev.oidcproxy.domain.value.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which clients hold access of a person, the one used last first. */
public final class ListApps {

  private final OwnGrants grants;
  private final ResolveClient clients;

  public ListApps(OwnGrants grants, ResolveClient clients) {
    this.grants = grants;
    this.clients = clients;
  }

  /**
   * What was found.
   *
   * @param complete false: there may be more, which only an administrator can find
   */
  public record Found(List<ConnectedApp> apps, boolean complete) {

    /** Without one of them. */
    public Found without(ConnectedApp removed) {
      return new Found(apps.stream().filter(app -> !app.equals(removed)).toList(), complete);
    }
  }

  public Found list(Subject subject) {
    Map<ClientId, List<Grant>> byClient =
        grants
            .of(subject)
            .filter(grant -> !(grant.stage() instanceof Stage.AwaitingConsent))
            .collect(Collectors.groupingBy(Grant::client, LinkedHashMap::new, Collectors.toList()));
    List<ConnectedApp> apps =
        byClient.entrySet().stream()
            .map(entry -> app(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparing(ConnectedApp::lastUsed).reversed())
            .toList();
    return new Found(apps, grants.complete(subject));
  }

  private ConnectedApp app(ClientId id, List<Grant> held) {
    Set<Resource> resources = new LinkedHashSet<>();
    Set<Scope> scope = new LinkedHashSet<>();
    held.forEach(grant -> {
      resources.add(grant.resource());
      scope.addAll(grant.scope());
    });
    return new ConnectedApp(
        id,
        clients.resolve(id.value()),
        resources,
        scope,
        held.stream().map(Grant::createdAt).min(Instant::compareTo).orElseThrow(),
        held.stream().map(Grant::lastUsed).max(Instant::compareTo).orElseThrow());
  }
}
