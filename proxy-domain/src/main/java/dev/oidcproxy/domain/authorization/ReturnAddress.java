package dev.oidcproxy.domain.authorization;

import dev.oidcproxy.domain.client.RedirectUri;
import dev.oidcproxy.domain.error.OAuthError;
import dev.oidcproxy.domain.value.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an authorization response goes: a redirect URI that was matched against its client, with
 * the client's {@code state} and our {@code iss} (RFC 9207). It can only be made where that match
 * happened, so a response cannot be sent to an address nobody checked.
 */
public final class ReturnAddress {

  private final RedirectUri redirectUri;
  private final Optional<String> state;
  private final String issuer;

  ReturnAddress(RedirectUri redirectUri, Optional<String> state, String issuer) {
    this.redirectUri = redirectUri;
    this.state = state;
    this.issuer = issuer;
  }

  public RedirectUri redirectUri() {
    return redirectUri;
  }

  public Optional<String> state() {
    return state;
  }

  /** The location of a successful response (RFC 6749 section 4.1.2). */
  public String answer(Secret code) {
    return location(List.of("code", code.reveal()));
  }

  /** The location of an error response (RFC 6749 section 4.1.2.1). */
  public String refuse(OAuthError error) {
    return location(List.of("error", error.code(), "error_description", error.description()));
  }

  /**
   * The client's own query stays byte for byte, but for an {@code iss} of its own, however spelt:
   * ours is the only one.
   */
  private String location(List<String> parameters) {
    int at = redirectUri.value().indexOf('?');
    String base = at < 0 ? redirectUri.value() : redirectUri.value().substring(0, at);
    List<String> query = new ArrayList<>();
    if (at >= 0) {
      for (String own : redirectUri.value().substring(at + 1).split("&", -1)) {
        if (!isIssuer(own)) {
          query.add(own);
        }
      }
    }
    for (int i = 0; i < parameters.size(); i += 2) {
      query.add(parameters.get(i) + "=" + encode(parameters.get(i + 1)));
    }
    state.ifPresent(s -> query.add("state=" + encode(s)));
    query.add("iss=" + encode(issuer));
    return base + "?" + String.join("&", query);
  }

  private static boolean isIssuer(String parameter) {
    try {
      String name = parameter.split("=", 2)[0];
      return URLDecoder.decode(name, StandardCharsets.UTF_8).equals("iss");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
