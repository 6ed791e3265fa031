package dev.oidcproxy.distribution.plugin;

import com.google.inject.Module;
import dev.oidcproxy.application.config.ConfigReader;

/**
 * A plugin that the configuration names. What it does wrong becomes a problem of the key that chose
 * it, with its name, its jar and what else is installed.
 */
public final class ChosenPlugin {

  private final Installed installed;
  private final String listing;
  private final ConfigReader config;

  /**
   * @param listing what could be chosen in its place
   * @param config at the root
   */
  ChosenPlugin(Installed installed, String listing, ConfigReader config) {
    this.installed = installed;
    this.listing = listing;
    this.config = config;
  }

  /**
   * Its bindings; none when it fails, which is a problem of the configuration then.
   *
   * @param section what it reads
   */
  public Module module(ConfigReader section) {
    try {
      Module module = installed.plugin().module(section);
      if (module != null) {
        return new PluginModule(this, module);
      }
      config.problem(key(), words("gives no module"));
    } catch (RuntimeException | LinkageError e) {
      config.problem(key(), words(failed(e)));
    }
    return binder -> {};
  }

  Installed installed() {
    return installed;
  }

  String key() {
    return installed.slot().key();
  }

  /** Completes "the plugin …". */
  String failed(Throwable failure) {
    return "fails: " + Fault.of(failure, installed.jar());
  }

  /** The whole of a problem, of which {@code what} completes "the plugin …". */
  String words(String what) {
    return "the plugin "
        + installed.name()
        + " of "
        + installed.origin()
        + " "
        + what
        + "; there is: "
        + listing;
  }
}
