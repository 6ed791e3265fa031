package dev.oidcproxy.store.disk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.oidcproxy.domain.port.Key;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table. Each step is one statement, which SQLite does entirely or not at all, and to each an
 * expired entry is not there.
 */
final class Entries {

  /** Before ids that UTF-8 cannot tell apart; no UTF-8 begins with it. */
  private static final byte OTHER = (byte) 0xff;

  private final InstantSource clock;

  Entries(InstantSource clock) {
    this.clock = clock;
  }

  Step<Boolean> put(Key key, byte[] value, Duration ttl) {
    return changes(
        """
        INSERT INTO entries (value, expires, collection, id) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires\
        """,
        value,
        expiry(ttl),
        key.collection(),
        id(key));
  }

  Step<Boolean> putIfAbsent(Key key, byte[] value, Duration ttl) {
    return changes(
        """
        INSERT INTO entries (value, expires, collection, id) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires
        WHERE entries.expires <= ?\
        """,
        value,
        expiry(ttl),
        key.collection(),
        id(key),
        now());
  }

  Step<Boolean> replace(Key key, byte[] expected, byte[] next, Duration ttl) {
    return changes(
        """
        UPDATE entries SET value = ?, expires = ?
        WHERE collection = ? AND id = ? AND expires > ? AND value = ?\
        """,
        next,
        expiry(ttl),
        key.collection(),
        id(key),
        now(),
        expected);
  }

  Step<Boolean> delete(Key key) {
    return changes(
        "DELETE FROM entries WHERE collection = ? AND id = ? AND expires > ?",
        key.collection(),
        id(key),
        now());
  }

  Step<Optional<byte[]>> take(Key key) {
    return value(
        "DELETE FROM entries WHERE collection = ? AND id = ? AND expires > ? RETURNING value", key);
  }

  Step<Optional<byte[]>> get(Key key) {
    return value("SELECT value FROM entries WHERE collection = ? AND id = ? AND expires > ?", key);
  }

  /** The next keys of a collection, in the order of their bytes. */
  Step<List<byte[]>> idsAfter(String collection, Optional<byte[]> last, int limit) {
    // Every id is at least the empty one.
    String comparison = last.isPresent() ? ">" : ">=";
    String sql =
        "SELECT id FROM entries WHERE collection = ? AND id "
            + comparison
            + " ? AND expires > ? ORDER BY id LIMIT ?";
    return session -> {
      PreparedStatement statement =
          bound(session, sql, collection, last.orElse(new byte[0]), now(), limit);
      List<byte[]> ids = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getBytes(1));
        }
      }
      return ids;
    };
  }

  /** Deletes some of what has expired. */
  Step<Integer> collect(int limit) {
    return session ->
        bound(
                session,
                """
                DELETE FROM entries WHERE rowid IN
                  (SELECT rowid FROM entries WHERE expires <= ? ORDER BY expires LIMIT ?)\
                """,
                now(),
                limit)
            .executeUpdate();
  }

  static String id(byte[] stored) {
    if (stored.length == 0 || stored[0] != OTHER) {
      return new String(stored, UTF_8);
    }
    StringBuilder id = new StringBuilder();
    ByteBuffer units = ByteBuffer.wrap(stored, 1, stored.length - 1);
    while (units.hasRemaining()) {
      id.append(units.getChar());
    }
    return id.toString();
  }

  private static byte[] id(Key key) {
    byte[] utf8 = key.id().getBytes(UTF_8);
    if (new String(utf8, UTF_8).equals(key.id())) {
      return utf8;
    }
    // Half of a surrogate pair has no UTF-8, and must not be taken for another half.
    ByteBuffer units = ByteBuffer.allocate(1 + Character.BYTES * key.id().length()).put(OTHER);
    key.id().chars().forEach(unit -> units.putChar((char) unit));
    return units.array();
  }

  private Step<Boolean> changes(String sql, Object... parameters) {
    return session -> bound(session, sql, parameters).executeUpdate() > 0;
  }

  private Step<Optional<byte[]>> value(String sql, Key key) {
    Object[] parameters = {key.collection(), id(key), now()};
    return session -> {
      try (ResultSet rows = bound(session, sql, parameters).executeQuery()) {
        return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
      }
    };
  }

  private static PreparedStatement bound(Session session, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = session.prepare(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  private long now() {
    return clock.instant().toEpochMilli();
  }

  private long expiry(Duration ttl) {
    return clock.instant().plus(ttl).toEpochMilli();
  }
}
