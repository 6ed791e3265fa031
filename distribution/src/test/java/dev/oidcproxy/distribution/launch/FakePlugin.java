package dev.oidcproxy.distribution.launch;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;
import dev.oidcproxy.application.spi.ProxyPlugin;
import dev.oidcproxy.application.spi.Slot;
import java.util.function.Function;

/**
 * A plugin that a test makes up.
 *
 * @param bindings its module, of the section that it reads
 */
record FakePlugin(Slot slot, String name, Function<ConfigReader, Module> bindings)
    implements ProxyPlugin {

  /** One that binds one thing. */
  static <T> FakePlugin binding(Slot slot, String name, Class<T> port, T what) {
    return new FakePlugin(slot, name, config -> binder -> binder.bind(port).toInstance(what));
  }

  @Override
  public Module module(ConfigReader config) {
    return bindings.apply(config);
  }
}
