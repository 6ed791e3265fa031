package dev.oidcproxy.store.disk;

import dev.oidcproxy.domain.error.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * What is in the file, and how an older file becomes a newer one. The file says whose it is in
 * {@code application_id}, and how many of the upgrades it has had in {@code user_version}.
 *
 * @param upgrades the statements that make version n of version n - 1; only ever added to
 */
record Schema(List<List<String>> upgrades) {

  /** "oidc". */
  private static final int APPLICATION = 0x6f696463;

  /**
   * Keys in an index beside the rows, since a row of a kilobyte within the tree of keys would take
   * a page of its own.
   */
  static final Schema CURRENT =
      new Schema(
          List.of(
              List.of(
                  """
                  CREATE TABLE entries (
                    collection TEXT NOT NULL,
                    id BLOB NOT NULL,
                    expires INTEGER NOT NULL,
                    value BLOB NOT NULL,
                    PRIMARY KEY (collection, id))\
                  """,
                  "CREATE INDEX entries_by_expiry ON entries (expires)")));

  static String notOurs(Path file) {
    return file
        + " is not a store of this program: move it away, or name another folder in"
        + " client_storage.path";
  }

  /** Refuses a file that is another program's, or a later version's; changes nothing. */
  void check(Session session, Path file) throws SQLException {
    int application = session.askNumber("PRAGMA application_id");
    int version = version(session);
    boolean empty = session.askNumber("SELECT count(*) FROM sqlite_schema") == 0;
    if (application != APPLICATION && !(empty && application == 0 && version == 0)) {
      throw new StoreException(notOurs(file));
    }
    if (version > upgrades.size()) {
      throw new StoreException(
          file
              + " was written by a newer version of this program (schema "
              + version
              + ", this one knows "
              + upgrades.size()
              + "): run that version, or name another folder in client_storage.path");
    }
  }

  /** Brings an older file up to date, all at once or not at all. */
  void upgrade(Session session) throws SQLException {
    int version = version(session);
    if (version == upgrades.size()) {
      return;
    }
    for (List<String> upgrade : upgrades.subList(version, upgrades.size())) {
      for (String statement : upgrade) {
        session.execute(statement);
      }
    }
    session.execute("PRAGMA application_id = " + APPLICATION);
    session.execute("PRAGMA user_version = " + upgrades.size());
    session.commit();
  }

  /** Writes what is already there, as a proof that the file can be written. */
  static Void touch(Session session) throws SQLException {
    session.execute("PRAGMA user_version = " + version(session));
    return null;
  }

  private static int version(Session session) throws SQLException {
    return session.askNumber("PRAGMA user_version");
  }
}
