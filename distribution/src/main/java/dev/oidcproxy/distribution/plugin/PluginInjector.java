package dev.oidcproxy.distribution.plugin;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts together what has plugins in it. What fails is held against the plugin whose code it comes
 * from; what comes from no plugin's code stays as it is.
 */
public final class PluginInjector {

  private static final Pattern CLASS_NAME = Pattern.compile("([a-z_]\\w*\\.)+[A-Z][\\w$]*");

  private final List<PluginModule> plugins;

  private PluginInjector(Collection<Module> chosen) {
    this.plugins =
        chosen.stream()
            .filter(PluginModule.class::isInstance)
            .map(PluginModule.class::cast)
            .toList();
  }

  /**
   * Makes everything there is to make.
   *
   * @param whole all bindings
   * @param chosen those of plugins, which are among them
   * @throws UnusablePluginException when it fails for a plugin
   */
  public static Injector create(Module whole, Collection<Module> chosen) {
    PluginInjector blame = new PluginInjector(chosen);
    blame.plugins.forEach(plugin -> plugin.check(Stage.PRODUCTION));
    try {
      return Guice.createInjector(Stage.PRODUCTION, whole);
    } catch (CreationException e) {
      throw e.getErrorMessages().stream()
          .flatMap(message -> blame.of(message).stream())
          .findFirst()
          .<RuntimeException>map(found -> found)
          .orElse(e);
    } catch (LinkageError e) {
      throw blame.of(e).orElseThrow(() -> e);
    }
  }

  private Optional<UnusablePluginException> of(Message message) {
    return message.getCause() == null ? ofWords(message) : of(message.getCause());
  }

  private Optional<UnusablePluginException> ofWords(Message message) {
    String words = message.getMessage() + " " + message.getSources();
    return withCode(CLASS_NAME.matcher(words).results().map(found -> found.group()))
        .map(plugin ->
            new UnusablePluginException(
                plugin, "has a module that does not fit: " + firstLine(message.getMessage())));
  }

  private Optional<UnusablePluginException> of(Throwable failure) {
    return withCode(calls(failure))
        .map(plugin -> new UnusablePluginException(plugin, plugin.failed(failure)));
  }

  /** The plugin whose jar has the first of these classes that is of any. */
  private Optional<ChosenPlugin> withCode(Stream<String> classes) {
    return classes
        .distinct()
        .flatMap(name ->
            plugins.stream()
                .map(PluginModule::plugin)
                .filter(
                    plugin -> plugin.installed().jar().filter(jar -> jar.has(name)).isPresent()))
        .findFirst();
  }

  private static Stream<String> calls(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .flatMap(each -> Stream.of(each.getStackTrace()))
        .map(StackTraceElement::getClassName);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }
}
