package dev.oidcproxy.distribution.plugin;

import com.google.inject.Binder;
import com.google.inject.Binding;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.spi.Element;
import com.google.inject.spi.Elements;
import com.google.inject.spi.Message;
import com.google.inject.spi.PrivateElements;
import dev.oidcproxy.application.spi.ExchangesTokens;
import dev.oidcproxy.domain.port.TokenExchange;
import java.util.List;
import java.util.Optional;

/**
 * The bindings of a chosen plugin, looked at before they join the others: what Guice itself finds
 * wrong it logs, with stack and words.
 */
final class PluginModule implements Module, ExchangesTokens {

  private final ChosenPlugin plugin;
  private final Module module;
  private List<Element> elements = List.of();

  PluginModule(ChosenPlugin plugin, Module module) {
    this.plugin = plugin;
    this.module = module;
  }

  ChosenPlugin plugin() {
    return plugin;
  }

  /**
   * To be called before it is installed.
   *
   * @throws UnusablePluginException when it cannot be
   */
  void check(Stage stage) {
    elements = recorded(stage);
    for (Element element : elements) {
      if (element instanceof Message message) {
        throw new UnusablePluginException(
            plugin,
            message.getCause() == null
                ? "has a module that does not fit: " + message.getMessage()
                : plugin.failed(message.getCause()));
      }
    }
    if (elements.stream().noneMatch(this::bindsThePort)) {
      throw new UnusablePluginException(
          plugin, "has a module that does not bind " + port().getName());
    }
  }

  /** What the module itself says, if it says anything of that. */
  @Override
  public Optional<String> objection(TokenExchange.Target target) {
    if (!(module instanceof ExchangesTokens exchanging)) {
      return Optional.of("does not say that it can get tokens on a person's behalf");
    }
    try {
      return exchanging.objection(target);
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(plugin.failed(e));
    }
  }

  @Override
  public void configure(Binder binder) {
    binder.install(Elements.getModule(elements));
  }

  private List<Element> recorded(Stage stage) {
    try {
      return Elements.getElements(stage, module);
    } catch (RuntimeException | LinkageError e) {
      throw new UnusablePluginException(plugin, plugin.failed(e));
    }
  }

  private boolean bindsThePort(Element element) {
    return switch (element) {
      case Binding<?> binding -> isPort(binding.getKey());
      case PrivateElements apart -> apart.getExposedKeys().stream().anyMatch(this::isPort);
      default -> false;
    };
  }

  private boolean isPort(com.google.inject.Key<?> key) {
    return key.getAnnotationType() == null && key.getTypeLiteral().getRawType() == port();
  }

  private Class<?> port() {
    return plugin.installed().slot().port();
  }
}
