package dev.oidcproxy.application.spi;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;

/**
 * One thing that can be chosen by name in the configuration. Implementations have a public
 * constructor without parameters and a line in {@code
 * META-INF/services/dev.oidcproxy.application.spi.ProxyPlugin}.
 */
public interface ProxyPlugin {

  Slot slot();

  /** The name that chooses it, in lower case. */
  String name();

  /**
   * The bindings for what was configured.
   *
   * @param config the section of the slot; problems found in it are reported together with all
   *     others, and then the module is never used
   */
  Module module(ConfigReader config);
}
