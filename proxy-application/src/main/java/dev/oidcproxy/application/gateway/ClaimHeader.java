package dev.oidcproxy.application.gateway;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A claim as a header: {@code tenant_id} is {@code X-Auth-Claim-Tenant-Id}. */
final class ClaimHeader {

  /** Under one of the prefixes that no caller can send. */
  private static final String PREFIX = "X-Auth-Claim-";

  private ClaimHeader() {}

  static String name(String claim) {
    return Stream.of(claim.split("[_-]", -1))
        .map(ClaimHeader::capital)
        .collect(Collectors.joining("-", PREFIX, ""));
  }

  /** A list is a JSON array, as its texts may contain commas. */
  static String text(Object value) {
    return value instanceof List<?> list
        ? HeaderText.jsonArray(list.stream().map(String.class::cast).toList())
        : value.toString();
  }

  private static String capital(String word) {
    return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
