package dev.oidcproxy.store.disk;

import java.sql.SQLException;

/**
 * One thing to do on a connection. It may be done again, after a transaction that it was part of
 * failed: then nothing of the first time is left.
 */
@FunctionalInterface
interface Step<T> {
  T run(Session session) throws SQLException;
}
