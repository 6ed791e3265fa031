package dev.oidcproxy.distribution.management;

import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.http.undertow.ListenAddress;
import dev.oidcproxy.http.undertow.UndertowSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code management}: the listener, and where its token is.
 *
 * @param configured where the operator wants the token; absent: one of the usual places
 */
public record ManagementSettings(UndertowSettings server, Optional<Path> configured) {

  private static final String RUNTIME_FOLDER = "XDG_RUNTIME_DIR";

  /**
   * Empty when there is no listener.
   *
   * @param config at the root
   */
  public static Optional<ManagementSettings> from(ConfigReader config) {
    Optional<Path> file =
        config
            .section("management")
            .parsed("token_file", "a path of a file", ManagementSettings::path);
    return UndertowSettings.management(config).map(server -> new ManagementSettings(server, file));
  }

  public ListenAddress listen() {
    return server.listen();
  }

  /**
   * Where the token may be, the best place first. The server writes it to the first that it can
   * write to; a command may run in another session, without the runtime folder, and looks in all.
   */
  public List<Path> tokenFiles() {
    if (configured.isPresent()) {
      return List.of(configured.get());
    }
    String name = "admin-" + listen().port() + ".token";
    List<Path> places = new ArrayList<>();
    Optional.ofNullable(System.getenv(RUNTIME_FOLDER))
        .filter(folder -> !folder.isEmpty())
        .ifPresent(folder -> places.add(Path.of(folder, "oidc-proxy", name)));
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
    places.add(Path.of(System.getProperty("java.io.tmpdir"), "oidc-proxy-" + user, name));
    return places;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
