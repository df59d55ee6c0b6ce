package heed.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** One database per service with a role of the same name; nobody connects across. */
final class PostgresRoles {
  private final EmbeddedPostgres postgres;

  PostgresRoles(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  void create(List<String> databases) throws IOException {
    try (var connection =
        DriverManager.getConnection(
            postgres.jdbcUrl("postgres"), "postgres", postgres.password("postgres"))) {
      execute(connection, "REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
      for (var name : databases) {
        create(connection, name);
      }
    } catch (SQLException e) {
      throw new IOException("the databases could not be made: " + e.getMessage(), e);
    }
  }

  private void create(Connection connection, String name) throws SQLException, IOException {
    var verb =
        exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name) ? "ALTER" : "CREATE";
    execute(
        connection, verb + " ROLE " + name + " LOGIN PASSWORD '" + postgres.password(name) + "'");
    if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
      execute(connection, "CREATE DATABASE " + name + " OWNER " + name);
    }
    execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      return statement.executeQuery().next();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
