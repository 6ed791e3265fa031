package dev.oidcproxy.application.http;

/** Hears of every request that {@link Routes} answered. Must be quick and must not throw. */
@FunctionalInterface
public interface RouteObserver {

  /** Hears nothing. */
  RouteObserver NONE = (path, status) -> {};

  /**
   * @param path of the route; empty when there was none, so that strangers cannot invent paths
   */
  void answered(String path, int status);
}
