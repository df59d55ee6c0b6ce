package heed.launcher;

import heed.embedded.EmbeddedPostgres;
import heed.embedded.Processes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL leaves the launcher's process group by itself; its folder knows its process. */
final class PostgresPart implements Part {
  private final DataFolder folder;
  private final int port;
  private @Nullable EmbeddedPostgres postgres;
  private @Nullable ProcessHandle process;

  PostgresPart(DataFolder folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public String where() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String log() {
    return folder.resolve("postgres/data/log").toString();
  }

  @Override
  public synchronized void start() throws IOException, InterruptedException {
    postgres = EmbeddedPostgres.start(folder.resolve("postgres"), port, databases());
    process = postgres.process().orElse(null);
  }

  private static List<String> databases() {
    return Arrays.stream(Service.values())
        .map(Service::database)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  synchronized String jdbcUrl(String database) {
    return started().jdbcUrl(database);
  }

  synchronized String password(String role) throws IOException {
    return started().password(role);
  }

  private EmbeddedPostgres started() {
    if (postgres == null) {
      throw new IllegalStateException("PostgreSQL was not started");
    }
    return postgres;
  }

  @Override
  public synchronized boolean isAlive() {
    return process != null && Processes.runs(process);
  }

  @Override
  public boolean isReady() {
    return isAlive();
  }

  @Override
  public String ending() {
    return "no reason given";
  }

  @Override
  public synchronized void stop() throws IOException, InterruptedException {
    if (postgres != null) {
      postgres.close();
    } else {
      EmbeddedPostgres.endLeftover(folder.resolve("postgres")); // cut short while starting
    }
  }
}
