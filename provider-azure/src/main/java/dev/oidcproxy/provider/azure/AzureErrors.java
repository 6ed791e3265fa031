package dev.oidcproxy.provider.azure;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator can do about Microsoft's errors, by the code in their description. */
final class AzureErrors {

  private static final Pattern CODE = Pattern.compile("\\b(AADSTS\\d{4,8}|AADB2C\\d{5})\\b");

  private static final Properties FIXES = read();

  private AzureErrors() {}

  static Optional<String> fix(String description) {
    Matcher code = CODE.matcher(description);
    return code.find()
        ? Optional.ofNullable(FIXES.getProperty(code.group(1))).map(f -> code.group(1) + ": " + f)
        : Optional.empty();
  }

  private static Properties read() {
    Properties fixes = new Properties();
    try (Reader file =
        new InputStreamReader(
            AzureErrors.class.getResourceAsStream("errors.properties"), StandardCharsets.UTF_8)) {
      fixes.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fixes;
  }
}
