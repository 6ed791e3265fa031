package dev.oidcproxy.application.admin;

import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.flow.admin.KnownClient;
import dev.oidcproxy.application.flow.admin.RevokeGrants;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.client.Client;
import dev.oidcproxy.domain.client.ClientAuthentication;
import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code /admin/clients}. */
final class ClientsEndpoint {

  private static final Comparator<KnownClient> NEWEST_FIRST =
      Comparator.comparing(
          (KnownClient known) ->
              known
                  .fetchedAt()
                  .orElseGet(() -> known.client().map(Client::issuedAt).orElse(Instant.EPOCH)),
          Comparator.reverseOrder());

  private final Administration administration;

  ClientsEndpoint(Administration administration) {
    this.administration = administration;
  }

  /** Optional: {@code id}, {@code limit}. */
  HttpResponse list(HttpRequest request) {
    Sent sent = Sent.query(request, Set.of("id", "limit"));
    return Listing.of(
        "clients",
        administration.findClients().find(sent.client("id")),
        sent.limit(),
        NEWEST_FIRST,
        ClientsEndpoint::view);
  }

  HttpResponse revoke(HttpRequest request) {
    ClientId id = id(request);
    RevokeGrants.Revoked revoked = administration.revokeClient().revoke(id);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("client_id", id.value());
    answer.put("blocked", true);
    answer.putAll(GrantsEndpoint.view(revoked));
    return HttpResponse.json(200, answer).noStore();
  }

  HttpResponse unblock(HttpRequest request) {
    ClientId id = id(request);
    boolean wasBlocked = administration.unblockClient().unblock(id);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("client_id", id.value());
    answer.put("was_blocked", wasBlocked);
    return HttpResponse.json(200, answer).noStore();
  }

  private static ClientId id(HttpRequest request) {
    return Sent.object(request, Set.of("id"))
        .client("id")
        .orElseThrow(() -> Sent.invalid("id is missing"));
  }

  private static Map<String, Object> view(KnownClient known) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("client_id", known.id().value());
    view.put("blocked", known.blocked().isPresent());
    known.blocked().ifPresent(b -> view.put("blocked_at", b.since().toString()));
    known.client().ifPresent(client -> describe(client, view));
    known
        .fetchedAt()
        .ifPresent(at -> {
          view.put("document_host", known.id().documentHost().orElse(""));
          view.put("fetched_at", at.toString());
        });
    return view;
  }

  private static void describe(Client client, Map<String, Object> view) {
    view.put("origin", client.origin().name().toLowerCase(Locale.ROOT));
    client.metadata().name().ifPresent(name -> view.put("name", name));
    client.metadata().uri().ifPresent(uri -> view.put("uri", uri));
    view.put(
        "redirect_uris",
        client.metadata().redirectUris().stream().map(RedirectUri::value).toList());
    view.put("scope", Scope.join(client.metadata().scope()));
    view.put("confidential", !(client.authentication() instanceof ClientAuthentication.None));
    // One from the configuration has neither beginning nor end.
    if (client.origin() == Client.Origin.REGISTERED) {
      view.put("registered_at", client.issuedAt().toString());
      view.put("unused_until", client.expiresAt().toString());
    }
  }
}
