package dev.oidcproxy.application.admin;

import dev.oidcproxy.application.flow.admin.Administration;
import dev.oidcproxy.application.flow.admin.GrantQuery;
import dev.oidcproxy.application.flow.admin.RevokeGrants;
import dev.oidcproxy.application.http.HttpRequest;
import dev.oidcproxy.application.http.HttpResponse;
import dev.oidcproxy.domain.grant.Grant;
import dev.oidcproxy.domain.grant.Identity;
import dev.oidcproxy.domain.value.Scope;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /admin/grants}. */
final class GrantsEndpoint {

  private static final Set<String> FILTERS =
      new LinkedHashSet<>(List.of("id", "user", "client", "before"));
  private static final Set<String> FILTERS_AND_LIMIT =
      new LinkedHashSet<>(List.of("id", "user", "client", "before", "limit"));

  private final Administration administration;

  GrantsEndpoint(Administration administration) {
    this.administration = administration;
  }

  /** Optional: {@code id}, {@code user}, {@code client}, {@code before}, {@code limit}. */
  HttpResponse list(HttpRequest request) {
    Sent sent = Sent.query(request, FILTERS_AND_LIMIT);
    return Listing.of(
        "grants",
        administration.findGrants().find(query(sent)),
        sent.limit(),
        Comparator.comparing(Grant::createdAt, Comparator.reverseOrder()),
        GrantsEndpoint::view);
  }

  /** At least one of {@code id}, {@code user}, {@code client}, {@code before}. */
  HttpResponse revoke(HttpRequest request) {
    GrantQuery query = query(Sent.object(request, FILTERS));
    if (query.isEvery()) {
      throw Sent.invalid("say which: id, user, client or before");
    }
    return HttpResponse.json(200, view(administration.revokeGrants().revoke(query))).noStore();
  }

  private static GrantQuery query(Sent sent) {
    return new GrantQuery(
        sent.grant("id"), sent.text("user"), sent.client("client"), sent.instant("before"));
  }

  static Map<String, Object> view(RevokeGrants.Revoked revoked) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("revoked", revoked.count());
    view.put("grants", revoked.named().stream().map(GrantsEndpoint::view).toList());
    return view;
  }

  /** Nothing of its tokens, and nothing they could be made from. */
  private static Map<String, Object> view(Grant grant) {
    Identity identity = grant.identity();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("grant_id", grant.id().value());
    view.put("client_id", grant.client().value());
    view.put("subject", identity.subject());
    identity.name().ifPresent(name -> view.put("name", name));
    identity.preferredUsername().ifPresent(name -> view.put("preferred_username", name));
    identity.email().ifPresent(email -> view.put("email", email));
    view.put("scope", Scope.join(grant.scope()));
    view.put("resource", grant.resource().identifier());
    view.put("active", grant.active().isPresent());
    view.put("created_at", grant.createdAt().toString());
    view.put("provider_tokens_at", grant.upstream().obtainedAt().toString());
    view.put("expires_at", grant.expiresAt().toString());
    return view;
  }
}
