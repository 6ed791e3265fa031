package dev.oidcproxy.store.redis;

import dev.oidcproxy.domain.error.StoreException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Waits for answers of Redis, and says in words why there is none. */
final class Answers {

  private static final Map<String, String> REFUSALS = new LinkedHashMap<>();

  static {
    REFUSALS.put("READONLY", "Redis is a replica now and takes no writes");
    REFUSALS.put("LOADING", "Redis is still loading its data");
    REFUSALS.put("OOM", "Redis has no memory left: raise maxmemory");
    REFUSALS.put("NOAUTH", "Redis wants a password: give it in client_storage.url");
    REFUSALS.put("WRONGPASS", "Redis does not know the user and password of client_storage.url");
    REFUSALS.put("NOPERM", "the Redis user may not do this: see the README for what it needs");
    REFUSALS.put("MISCONF", "Redis cannot write to its disk and takes no writes");
    REFUSALS.put("CLUSTERDOWN", "the Redis cluster has no master for this key");
    REFUSALS.put("MASTERDOWN", "this Redis has lost its master");
    REFUSALS.put("NOREPLICAS", "Redis has fewer replicas than min-replicas-to-write asks for");
    REFUSALS.put("BUSY", "Redis is busy with a script");
    REFUSALS.put("WRONGTYPE", "another program wrote to a key of ours: give each its own prefix");
  }

  private Answers() {}

  /**
   * Returns the answer.
   *
   * @throws StoreException when there is none, or an error; its cause is what the library says
   */
  static <T> T await(CompletionStage<T> answer, Duration patience) {
    try {
      return answer.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = unwrapped(e.getCause());
      throw new StoreException(words(cause), cause);
    } catch (TimeoutException e) {
      throw new StoreException("Redis did not answer in " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for Redis", e);
    }
  }

  /** Whether the command may have been carried out although there is no answer. */
  static boolean leaveDoubt(StoreException failure) {
    return !(failure.getCause() instanceof RedisCommandExecutionException)
        && !(failure.getCause() instanceof RedisConnectionException)
        && !neverSent(failure);
  }

  /** Whether there was no connection to send it on. */
  static boolean neverSent(StoreException failure) {
    return failure.getCause() instanceof RedisException e
        && String.valueOf(e.getMessage()).contains("Commands are rejected");
  }

  /** Whether it was refused because a failover made another server the master. */
  static boolean readOnly(StoreException failure) {
    return failure.getCause() instanceof RedisCommandExecutionException e
        && refusal(e).equals(Optional.of("READONLY"));
  }

  private static String words(Throwable cause) {
    if (cause instanceof RedisCommandExecutionException e) {
      return refused(e);
    }
    if (cause instanceof RedisConnectionException) {
      return "cannot connect to Redis" + reason(cause);
    }
    return "the connection to Redis is down";
  }

  /** The rest of an error may quote what was sent, so only its first word is passed on. */
  private static String refused(RedisCommandExecutionException error) {
    return refusal(error)
        .map(REFUSALS::get)
        .orElseGet(() ->
            "Redis refuses the command: " + String.valueOf(error.getMessage()).split("\\s", 2)[0]);
  }

  /** Of a script, older servers say the code somewhere inside. */
  private static Optional<String> refusal(RedisCommandExecutionException error) {
    String message = String.valueOf(error.getMessage());
    return REFUSALS.keySet().stream()
        .filter(code -> message.matches("(?s)(.*\\W)?" + code + "\\b.*"))
        .findFirst();
  }

  private static String reason(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .flatMap(e -> reasonOf(e).stream())
        .findFirst()
        .map(words -> ": " + words)
        .orElse("");
  }

  private static Optional<String> reasonOf(Throwable failure) {
    return switch (failure) {
      case RedisCommandExecutionException e -> Optional.of(refused(e));
      case UnknownHostException e -> Optional.of("its host has no address");
      case SSLException e -> Optional.of("TLS failed, check tls.trust_certificates");
      case java.net.ConnectException e -> Optional.of("nothing listens there");
      default -> Optional.empty();
    };
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
