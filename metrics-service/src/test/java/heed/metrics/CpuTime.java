package heed.metrics;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Processor time of this thread and of the database, on Linux: what a measure takes whatever else
 * the machine does meanwhile.
 *
 * @param serverNanos of all connections to one database
 * @param behindNanos of what the whole server does behind them: checkpoints, the log, vacuuming
 */
record CpuTime(long clientNanos, long serverNanos, long behindNanos) {
  static final CpuTime NOTHING = new CpuTime(0, 0, 0);

  /** The server's processes, and which of them serve a database. */
  record Server(long postmaster, String database) {
    static Server of(DataSource pool) throws SQLException, IOException {
      try (var connection = pool.getConnection();
          var statement = connection.createStatement();
          var rows = statement.executeQuery("select pg_backend_pid(), current_database()")) {
        rows.next();
        var parent = ProcessHandle.of(rows.getLong(1)).orElseThrow().parent().orElseThrow();
        return new Server(parent.pid(), rows.getString(2));
      }
    }

    private List<Long> processes() {
      return ProcessHandle.of(postmaster).orElseThrow().children().map(ProcessHandle::pid).toList();
    }
  }

  static CpuTime now(Server server) {
    var serving = 0L;
    var behind = 0L;
    for (var pid : server.processes()) {
      var title = read(pid, "cmdline");
      if (title.contains("127.0.0.1")) {
        serving += title.contains(" " + server.database() + " ") ? nanos(pid) : 0;
      } else if (!title.contains("vacuum worker") || title.contains(server.database())) {
        behind += nanos(pid);
      }
    }
    return new CpuTime(
        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(), serving, behind);
  }

  CpuTime since(CpuTime before) {
    return new CpuTime(
        clientNanos - before.clientNanos,
        serverNanos - before.serverNanos,
        Math.max(0, behindNanos - before.behindNanos));
  }

  CpuTime plus(CpuTime other) {
    return new CpuTime(
        clientNanos + other.clientNanos,
        serverNanos + other.serverNanos,
        behindNanos + other.behindNanos);
  }

  double seconds() {
    return (clientNanos + serverNanos + behindNanos) / 1e9;
  }

  /** As a line tells it. */
  String per(long things) {
    return "%.1f us here, %.1f in the database, %.1f behind it: %.1f together"
        .formatted(
            clientNanos / 1e3 / things,
            serverNanos / 1e3 / things,
            behindNanos / 1e3 / things,
            seconds() * 1e6 / things);
  }

  private static long nanos(long pid) {
    var stat = read(pid, "schedstat");
    return stat.isEmpty() ? 0 : Long.parseLong(stat.substring(0, stat.indexOf(' ')));
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file)).replace('\0', ' ');
    } catch (IOException e) {
      return ""; // it ended meanwhile
    }
  }
}
