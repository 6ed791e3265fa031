package dev.oidcproxy.application.config;

import dev.oidcproxy.application.branding.Branding;
import dev.oidcproxy.application.branding.Logo;
import dev.oidcproxy.application.language.Language;
import dev.oidcproxy.application.language.LanguageFile;
import dev.oidcproxy.application.language.Languages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads how the pages look and which languages they have. */
final class BrandingReader {

  private static final String LOGO = "logo_file";
  private static final String LANGUAGES = "languages_folder";
  private static final long LARGEST_LANGUAGE = 1024 * 1024;

  private final ConfigReader config;

  BrandingReader(ConfigReader config) {
    this.config = config.section("branding");
  }

  /**
   * @param standardName for want of a better one
   */
  Branding read(String standardName) {
    return new Branding(config.text("name").orElse(standardName), logo(), languages());
  }

  private Optional<Logo> logo() {
    Optional<byte[]> content = config.text(LOGO).flatMap(this::contents);
    Optional<Logo> logo = content.flatMap(Logo::of);
    if (content.isPresent() && logo.isEmpty()) {
      config.problem(
          LOGO,
          content.get().length > Logo.LARGEST
              ? "names a file of more than 256 KiB: use a smaller image"
              : "must name a PNG or SVG image");
    }
    return logo;
  }

  /** One byte more than a logo may have is enough to know. */
  private Optional<byte[]> contents(String name) {
    try (InputStream file = Files.newInputStream(Path.of(name))) {
      return Optional.of(file.readNBytes(Logo.LARGEST + 1));
    } catch (IOException | InvalidPathException e) {
      config.problem(
          LOGO, "names a file that cannot be read: check that it exists and who may read it");
      return Optional.empty();
    }
  }

  private Languages languages() {
    List<Language> found = new ArrayList<>();
    Set<Locale> locales = new HashSet<>();
    for (Path file : config.text(LANGUAGES).map(this::files).orElse(List.of())) {
      Optional<Language> language = language(file);
      if (language.filter(l -> !locales.add(l.locale())).isPresent()) {
        problem(file, "is a second file of one language: remove one of them");
      } else {
        language.ifPresent(found::add);
      }
    }
    return Languages.with(found);
  }

  private List<Path> files(String folder) {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<Path> named =
          files
              .filter(file -> file.getFileName().toString().endsWith(LanguageFile.SUFFIX))
              .sorted()
              .toList();
      if (named.isEmpty()) {
        config.warning(LANGUAGES, "names a folder without any file such as de.properties");
      }
      return named;
    } catch (IOException | InvalidPathException e) {
      config.problem(LANGUAGES, "must name a folder that can be read");
      return List.of();
    }
  }

  private Optional<Language> language(Path file) {
    try {
      if (Files.size(file) > LARGEST_LANGUAGE) {
        problem(file, "has more than 1 MiB");
        return Optional.empty();
      }
      LanguageFile read = LanguageFile.read(file.getFileName().toString(), Files.readString(file));
      read.problems().forEach(problem -> problem(file, problem));
      read.warnings().forEach(w -> config.warning(LANGUAGES, file.getFileName() + ": " + w));
      return read.language();
    } catch (CharacterCodingException e) {
      problem(file, "is not UTF-8");
    } catch (IOException e) {
      problem(file, "cannot be read");
    }
    return Optional.empty();
  }

  private void problem(Path file, String message) {
    config.problem(LANGUAGES, file.getFileName() + ": " + message);
  }
}
