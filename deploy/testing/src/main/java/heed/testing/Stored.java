package heed.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that a database holds, whatever it is called and whoever made it. */
public final class Stored {
  private static final String COLUMNS =
      """
      select c.table_name, c.column_name, c.data_type from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and t.table_schema = current_schema()
      """;

  private Stored() {}

  /** The columns of every table, with their types. */
  public static Map<String, Map<String, String>> tables(Connection connection) throws SQLException {
    var tables = new TreeMap<String, Map<String, String>>();
    try (var statement = connection.prepareStatement(COLUMNS);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString(1), table -> new TreeMap<>())
            .put(rows.getString(2), rows.getString(3));
      }
    }
    return tables;
  }

  /** Where any of these stands in any row of any table, such as {@code cases: ANNA}. */
  public static List<String> search(Connection connection, Collection<String> markers)
      throws SQLException {
    var found = new ArrayList<String>();
    for (var table : tables(connection).keySet()) {
      var sql =
          "select m from unnest(?::text[]) as m where exists (select from \""
              + table
              + "\" t where position(m in t::text) > 0)";
      try (var statement = connection.prepareStatement(sql)) {
        statement.setArray(1, connection.createArrayOf("text", markers.toArray()));
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(table + ": " + rows.getString(1));
          }
        }
      }
    }
    return found;
  }
}
