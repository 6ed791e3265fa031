package dev.oidcproxy.store.disk;

import dev.oidcproxy.domain.error.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;

/** What SQLite says, in the operator's words. No entry's key or value is part of either. */
final class Trouble {

  private Trouble() {}

  static StoreException in(Path file, SQLException e) {
    if (e.getCause() instanceof NativeLibraryNotFoundException) {
      return new StoreException(
          "the native library of SQLite cannot be loaded: give Java a folder that it may write to"
              + " and load from with -Dorg.sqlite.tmpdir",
          e);
    }
    return new StoreException(words(file, SQLiteErrorCode.getErrorCode(e.getErrorCode())), e);
  }

  /** Whether the connection is as good as before. */
  static boolean isHarmless(SQLException e) {
    return switch (SQLiteErrorCode.getErrorCode(e.getErrorCode())) {
      case SQLITE_FULL, SQLITE_TOOBIG -> true;
      default -> false;
    };
  }

  private static String words(Path file, SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_FULL -> "the disk is full: nothing more can be written to " + file;
      case SQLITE_READONLY, SQLITE_PERM ->
          file + " cannot be written: the disk or the file is read-only";
      case SQLITE_CANTOPEN -> file + " cannot be opened: check who may read and write there";
      case SQLITE_NOTADB -> Schema.notOurs(file);
      case SQLITE_CORRUPT ->
          file + " is damaged: bring back a copy of it, or move it away to begin anew";
      case SQLITE_IOERR ->
          "the disk failed to read or write " + file + ": is it full, over a limit, or broken?";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          file + " is held by another program: nothing else may open it for writing";
      case SQLITE_TOOBIG -> "the value is larger than " + file + " can hold";
      default -> "the store in " + file + " failed (" + code.name() + ")";
    };
  }
}
