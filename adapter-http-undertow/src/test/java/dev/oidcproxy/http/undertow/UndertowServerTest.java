package dev.oidcproxy.http.undertow;

import dev.oidcproxy.application.http.Routes;
import dev.oidcproxy.testkit.HttpServerContract;

class UndertowServerTest implements HttpServerContract {

  @Override
  public Running start(Routes routes) {
    return new TestServer(
        new UndertowServer(
            UndertowSettings.plain(new ListenAddress("127.0.0.1", 0)), routes, TestServer.ENTROPY));
  }
}
