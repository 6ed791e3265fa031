package dev.oidcproxy.application.admin;

import dev.oidcproxy.application.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** A list in an answer: so many that memory is no concern, and whether there are more. */
final class Listing {

  private Listing() {}

  /**
   * @param found closed at the end; read no further than needed
   */
  static <T> HttpResponse of(
      String name,
      Stream<T> found,
      int limit,
      Comparator<T> order,
      Function<T, Map<String, Object>> view) {
    List<T> some;
    try (found) {
      some = new ArrayList<>(found.limit(limit + 1L).toList());
    }
    boolean truncated = some.size() > limit;
    if (truncated) {
      some.removeLast();
    }
    some.sort(order);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(name, some.stream().map(view).toList());
    answer.put("truncated", truncated);
    return HttpResponse.json(200, answer).noStore();
  }
}
