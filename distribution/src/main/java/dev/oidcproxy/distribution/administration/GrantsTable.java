package dev.oidcproxy.distribution.administration;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Grants for people. */
final class GrantsTable {

  private GrantsTable() {}

  static void print(List<Map<?, ?>> grants, PrintWriter out) {
    Table table = new Table("GRANT", "SUBJECT", "USER", "SIGNED IN", "ENDS", "CLIENT ID");
    for (Map<?, ?> grant : grants) {
      String email = Cell.of(grant, "email");
      table.row(
          Cell.of(grant, "grant_id"),
          Cell.of(grant, "subject"),
          email.isEmpty() ? Cell.of(grant, "preferred_username") : email,
          Cell.time(grant, "created_at"),
          Cell.time(grant, "expires_at"),
          Cell.of(grant, "client_id"));
    }
    if (table.isEmpty()) {
      out.println("no grants");
    } else {
      table.print(out);
    }
  }

  static void printRevoked(Map<String, Object> answer, PrintWriter out) {
    List<Map<?, ?>> grants = AdminCommand.objects(answer, "grants");
    String count = Cell.of(answer, "revoked");
    out.println("revoked " + count + (count.equals("1") ? " grant" : " grants"));
    if (!grants.isEmpty()) {
      print(grants, out);
    }
    if (!count.equals(Integer.toString(grants.size()))) {
      out.println("... and more");
    }
  }
}
