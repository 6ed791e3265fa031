package dev.oidcproxy.distribution.keys;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import dev.oidcproxy.domain.error.KeyVaultException;
import dev.oidcproxy.domain.port.KeyVault;
import dev.oidcproxy.domain.value.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The macOS Keychain, the Windows Credential Manager or a Linux Secret Service, through
 * java-keyring. Opened for each use; one that does not answer in time is left alone.
 */
public final class SystemKeyring implements KeyVault {

  private static final String SERVICE = "oidc-proxy";

  /** A desktop may ask its user first; a start on Linux must not wait for nobody. */
  private static final Duration OF_A_PERSON = Duration.ofSeconds(60);

  private static final Duration OF_A_SERVICE = Duration.ofMillis(900);

  private final KeyringStorageType type;
  private final Duration patience;

  private SystemKeyring(KeyringStorageType type, Duration patience) {
    this.type = type;
    this.patience = patience;
  }

  /**
   * That of an operating system; nothing is opened yet.
   *
   * @param system as the system property {@code os.name}
   */
  public static SystemKeyring of(String system) {
    return of(
        system, type(system) == KeyringStorageType.GNOME_KEYRING ? OF_A_SERVICE : OF_A_PERSON);
  }

  /**
   * As above.
   *
   * @param patience how long each use may take
   */
  static SystemKeyring of(String system, Duration patience) {
    return new SystemKeyring(type(system), patience);
  }

  private static KeyringStorageType type(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) {
      return KeyringStorageType.OSX_KEYCHAIN;
    }
    return name.startsWith("windows")
        ? KeyringStorageType.WINDOWS_CREDENTIAL_STORE
        : KeyringStorageType.GNOME_KEYRING;
  }

  @Override
  public Optional<Secret> get(String name) {
    return inTime(keyring -> {
      try {
        return Optional.of(Secret.of(keyring.getPassword(SERVICE, name)));
      } catch (PasswordAccessException e) {
        if (isAbsence(e)) {
          return Optional.empty();
        }
        throw e;
      }
    });
  }

  @Override
  public void put(String name, Secret secret) {
    inTime(keyring -> {
      keyring.setPassword(SERVICE, name, secret.reveal());
      return name;
    });
  }

  /** What is done with an open keyring. */
  private interface Use<T> {

    T of(Keyring keyring) throws PasswordAccessException;
  }

  private <T> T inTime(Use<T> use) {
    FutureTask<T> task = new FutureTask<>(() -> opened(use));
    Thread.ofPlatform().daemon().name("keyring").start(task);
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Not as the cause: nobody knows what a library's words quote.
      throw new KeyVaultException(
          e instanceof TimeoutException
              ? "the system keyring did not answer in time"
              : "the system keyring cannot be used");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeyVaultException("the system keyring was not waited for");
    }
  }

  @SuppressWarnings("try") // closing a keyring may be interrupted, says the library
  private <T> T opened(Use<T> use) throws Exception {
    try (Keyring keyring = Keyring.create(type)) {
      return use.of(keyring);
    } catch (BackendNotSupportedException e) {
      throw new KeyVaultException("there is no system keyring");
    }
  }

  /**
   * The library says in words what is no trouble: a wrong guess would let a key be made over one
   * that could not be read. 1168 is ERROR_NOT_FOUND of Windows.
   */
  private static boolean isAbsence(PasswordAccessException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("No stored credentials match") || message.equals("Error code 1168");
  }
}
