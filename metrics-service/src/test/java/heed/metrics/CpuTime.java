package heed.metrics;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Processor time of this thread and of one connection's server process, on Linux: what a measure
 * takes whatever else the machine does meanwhile. The server's is told in hundredths of a second.
 */
record CpuTime(long clientNanos, long serverNanos) {
  private static final long TICK = 10_000_000;

  /** Of a pool with one connection. */
  static int server(DataSource one) throws SQLException {
    try (var connection = one.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  static CpuTime now(int server) {
    return new CpuTime(
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(), serverNanos(server));
  }

  CpuTime since(CpuTime before) {
    return new CpuTime(clientNanos - before.clientNanos, serverNanos - before.serverNanos);
  }

  CpuTime plus(CpuTime other) {
    return new CpuTime(clientNanos + other.clientNanos, serverNanos + other.serverNanos);
  }

  double seconds() {
    return (clientNanos + serverNanos) / 1e9;
  }

  private static long serverNanos(int server) {
    try {
      var stat = Files.readString(Path.of("/proc/" + server + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK;
    } catch (IOException e) {
      return 0;
    }
  }
}
