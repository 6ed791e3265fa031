package dev.oidcproxy.distribution.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oidcproxy.domain.port.ProxyEvent;
import dev.oidcproxy.domain.value.ClientId;
import dev.oidcproxy.domain.value.GrantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteredEventsTest {

  private static final ClientId CLIENT = new ClientId("client");
  private static final GrantId GRANT = new GrantId("AAAAAAAAAAAAAAAAAAAAAA");

  private final Metrics metrics = new Metrics();

  @Test
  void every_kind_of_event_is_counted_under_its_name() {
    List<ProxyEvent> all =
        List.of(
            new ProxyEvent.ClientRegistered(CLIENT),
            new ProxyEvent.ClientUpdated(CLIENT),
            new ProxyEvent.ClientDeleted(CLIENT),
            new ProxyEvent.ConsentDenied(CLIENT),
            new ProxyEvent.LoginStarted(CLIENT),
            new ProxyEvent.LoginCompleted(CLIENT, GRANT, "subject"),
            new ProxyEvent.LoginFailed(CLIENT, "reason"),
            new ProxyEvent.IdentityDenied(CLIENT, "subject", "reason", true),
            new ProxyEvent.AccountOpened("subject"),
            new ProxyEvent.CodeRedeemed(CLIENT, GRANT),
            new ProxyEvent.TokenRefreshed(CLIENT, GRANT, 2),
            new ProxyEvent.UpstreamRefreshed(GRANT),
            new ProxyEvent.UpstreamUnavailable("refresh"),
            new ProxyEvent.GrantRevoked(CLIENT, GRANT, ProxyEvent.Reason.CODE_REPLAYED),
            new ProxyEvent.ClientBlocked(CLIENT),
            new ProxyEvent.ClientUnblocked(CLIENT),
            new ProxyEvent.Administered("GET /admin/clients"),
            new ProxyEvent.AdministrationRefused("reason"),
            new ProxyEvent.LimitReached("registration"),
            new ProxyEvent.AccessRefused("reason"));
    MeteredEvents events = new MeteredEvents(metrics, event -> {});

    all.forEach(events::on);
    events.on(all.getFirst());
    events.on(new ProxyEvent.IdentityDenied(CLIENT, "subject", "reason", false));

    String scraped = new String(metrics.scrape().body(), StandardCharsets.UTF_8);
    assertThat(all).hasSize(ProxyEvent.class.getPermittedSubclasses().length);
    assertThat(scraped)
        .contains(
            "oidcproxy_events_total{event=\"client_registered\"} 2.0",
            "oidcproxy_events_total{event=\"login_completed\"} 1.0",
            "oidcproxy_events_total{event=\"identity_claims_unusable\"} 1.0",
            "oidcproxy_events_total{event=\"identity_denied\"} 1.0",
            "oidcproxy_events_total{event=\"grant_revoked\"} 1.0",
            "oidcproxy_events_total{event=\"limit_reached\"} 1.0",
            "oidcproxy_events_total{event=\"access_refused\"} 1.0")
        .doesNotContain("subject");
    assertThat(scraped.lines().filter(l -> l.startsWith("oidcproxy_events_total"))).hasSize(21);
  }
}
