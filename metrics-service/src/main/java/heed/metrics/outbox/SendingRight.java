package heed.metrics.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The right to send what the outbox holds; one copy has it at a time. It lives in a session of its
 * own: a copy that dies loses it with the connection, and one that hangs because the server ends a
 * session that has been silent for {@value #SILENCE}.
 */
final class SendingRight implements AutoCloseable {
  private static final long RIGHT = 0x48656564_00000003L;
  private static final String SILENCE = "15s";

  private final Connection session;
  private boolean held;

  private SendingRight(Connection session) {
    this.session = session;
  }

  /**
   * @param url as of the data source
   */
  static SendingRight open(String url, String user, String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "heed-metrics-outbox");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    var session = DriverManager.getConnection(url, properties);
    try (var statement = session.createStatement()) {
      statement.execute("set idle_session_timeout = '" + SILENCE + "'");
      return new SendingRight(session);
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /**
   * True if this copy has it now; asking also says that it is still here.
   *
   * @throws SQLException if the session, and with it the right, is lost
   */
  boolean held() throws SQLException {
    try (var statement =
        session.prepareStatement(held ? "select true" : "select pg_try_advisory_lock(?)")) {
      if (!held) {
        statement.setLong(1, RIGHT);
      }
      try (var rows = statement.executeQuery()) {
        rows.next();
        held = rows.getBoolean(1);
        return held;
      }
    }
  }

  /** What is read through it was read while the right was held. */
  Connection session() {
    return session;
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
