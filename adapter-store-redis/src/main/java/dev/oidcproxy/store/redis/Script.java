package dev.oidcproxy.store.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One atomic operation on one key, written in Lua.
 *
 * @param <T> of its answer
 */
final class Script<T> {

  /** Answers 1 if it wrote. */
  static final Script<Long> REPLACE = new Script<>("replace.lua", ScriptOutputType.INTEGER);

  /** Answers the value, or null. */
  static final Script<byte[]> TAKE = new Script<>("take.lua", ScriptOutputType.VALUE);

  /** Answers 1 if there was something. */
  static final Script<Long> DELETE = new Script<>("delete.lua", ScriptOutputType.INTEGER);

  private final byte[] source;
  private final String digest;
  private final ScriptOutputType output;

  private Script(String file, ScriptOutputType output) {
    this.source = read(file);
    this.digest = sha1(source);
    this.output = output;
  }

  /** What a script is run on: one key, so that any cluster knows the node. */
  record Arguments(byte[] key, byte[]... others) {}

  /** Runs what the server has by this digest, so that its text is not sent each time. */
  RedisFuture<T> start(Session session, Arguments arguments) {
    return session
        .commands()
        .evalsha(digest, output, new byte[][] {arguments.key()}, arguments.others());
  }

  /** Runs it where the server does not have it, as after a restart; from then on it has. */
  RedisFuture<T> introduce(Session session, Arguments arguments) {
    return session
        .commands()
        .eval(source, output, new byte[][] {arguments.key()}, arguments.others());
  }

  private static byte[] read(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Redis calls scripts by it; nothing here depends on its strength. */
  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
