package dev.oidcproxy.distribution.command;

import java.security.SecureRandom;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints fresh keys, ready to paste into the configuration. */
@Command(
    name = "generate",
    description = "Prints a fresh signing key and a fresh storage key, ready to paste.",
    mixinStandardHelpOptions = true)
final class KeysGenerateCommand implements Runnable {

  private static final int KEY_BYTES = 32;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    SecureRandom random = new SecureRandom();
    String yaml =
        """
        jwt_signing_key: base64:%s
        client_storage:
          encryption_key: %s
        """
            .formatted(
                Base64.getEncoder().encodeToString(bytes(random)),
                Base64.getUrlEncoder().encodeToString(bytes(random)));
    spec.commandLine().getOut().print(yaml);
    spec.commandLine().getOut().flush();
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
