package dev.oidcproxy.http.undertow;

/**
 * Where to listen, as {@code host:port}; an IPv6 address stands in brackets.
 *
 * @param port 0: any free one
 */
public record ListenAddress(String host, int port) {

  /**
   * @throws IllegalArgumentException when {@code text} is not {@code host:port}
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException();
    }
    String host = text.substring(0, colon);
    int port = Integer.parseInt(text.substring(colon + 1));
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (port < 0 || port > 65_535 || host.contains(":") != bracketed) {
      throw new IllegalArgumentException();
    }
    return new ListenAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  /** Whether only this machine can reach it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
