package dev.oidcproxy.distribution.demo.provider;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.server.handlers.form.FormEncodedDataDefinition;
import io.undertow.server.handlers.form.FormParserFactory;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of one request: of its query, or of its form when it is a POST. */
record Parameters(Map<String, String> values, boolean repeated) {

  private static final FormParserFactory FORMS =
      FormParserFactory.builder(false)
          .addParser(new FormEncodedDataDefinition().setDefaultEncoding("UTF-8"))
          .build();

  static Parameters of(HttpServerExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      return of(exchange.getQueryParameters());
    }
    try (FormDataParser parser = FORMS.createParser(exchange)) {
      if (parser == null) {
        throw ProviderException.invalidRequest("The body must be a form.");
      }
      FormData form = parser.parseBlocking();
      Map<String, Collection<String>> all = new LinkedHashMap<>();
      form.forEach(name ->
          all.put(name, form.get(name).stream().map(FormData.FormValue::getValue).toList()));
      return of(all);
    }
  }

  /** A parameter without a value counts as absent (RFC 6749 §3.1). */
  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  boolean says(String name, String value) {
    return value.equals(values.get(name));
  }

  private static Parameters of(Map<String, ? extends Collection<String>> all) {
    boolean repeated = all.values().stream().anyMatch(values -> values.size() > 1);
    return new Parameters(
        all.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> new ArrayDeque<>(entry.getValue()).getFirst(),
                    (first, second) -> first,
                    LinkedHashMap::new)),
        repeated);
  }
}
