package dev.oidcproxy.distribution.keys;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A message bus and an unlocked gnome-keyring on it, both gone when closed. */
final class SecretService implements AutoCloseable {

  private static final String BUS = "DBUS_SESSION_BUS_ADDRESS";
  private static final List<String> PROGRAMS = List.of("dbus-daemon", "gnome-keyring-daemon");

  private final Process bus;
  private final String address;

  private SecretService(Process bus, String address) {
    this.bus = bus;
    this.address = address;
  }

  /** What must be installed and is not. */
  static List<String> missingPrograms() {
    return PROGRAMS.stream().filter(name -> !isInstalled(name)).toList();
  }

  static boolean isInstalled(String program) {
    String[] folders = System.getenv("PATH").split(Pattern.quote(File.pathSeparator));
    return Stream.of(folders).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static SecretService start(Path home) throws IOException, InterruptedException {
    Process bus =
        new ProcessBuilder("dbus-daemon", "--session", "--nofork", "--print-address=1")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = bus.inputReader(StandardCharsets.UTF_8);
    SecretService service = new SecretService(bus, String.valueOf(out.readLine()));
    try {
      service.startKeyring(home);
      service.useOwnBus();
      return service;
    } catch (IOException | InterruptedException e) {
      service.close();
      throw e;
    }
  }

  /** It goes into the background as soon as it answers, and ends with the bus. */
  private void startKeyring(Path home) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "gnome-keyring-daemon", "--daemonize", "--unlock", "--components=secrets")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put(BUS, address);
    for (String variable : List.of("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")) {
      builder.environment().put(variable, home.toString());
    }
    Process starting = builder.start();
    starting.getOutputStream().write("password of a test".getBytes(StandardCharsets.UTF_8));
    starting.getOutputStream().close();
    if (starting.waitFor() != 0) {
      throw new IOException("gnome-keyring-daemon does not start");
    }
  }

  /** As people do it: see the README of provider-oidc. */
  void keep(String account, String secret) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "secret-tool",
            "store",
            "--label",
            "oidc-proxy|" + account,
            "service",
            "oidc-proxy",
            "account",
            account);
    builder.environment().put(BUS, address);
    Process tool = builder.start();
    tool.getOutputStream().write(secret.getBytes(StandardCharsets.UTF_8));
    tool.getOutputStream().close();
    if (tool.waitFor() != 0) {
      throw new IOException("secret-tool keeps nothing");
    }
  }

  void useOwnBus() {
    useBus(address);
  }

  /** Which bus the library of this process finds. */
  void useBus(String other) {
    System.setProperty(BUS, other);
  }

  @Override
  public void close() {
    System.clearProperty(BUS);
    bus.destroy();
  }
}
