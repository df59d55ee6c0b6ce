package heed.endtoend;

import static org.awaitility.Awaitility.await;

import heed.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A base backup and the log since, kept in a folder, and a server made of both: what CloudNativePG,
 * pgBackRest and Barman do, by PostgreSQL's own functions.
 */
final class Archive {
  private static final Set<String> NOT_COPIED =
      Set.of("pg_wal", "postmaster.pid", "postmaster.opts", "pg_replslot", "pgsql_tmp", "log");

  private final Path folder;

  Archive(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(wal());
    Files.setPosixFilePermissions(wal(), PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private Path wal() {
    return folder.resolve("wal");
  }

  private Path base() {
    return folder.resolve("base");
  }

  /** From now on every piece of the server's log is kept; it is started anew for that. */
  void keepLogOf(EmbeddedPostgres server) throws Exception {
    try (var session = superuser(server)) {
      execute(session, "alter system set archive_mode = on");
      execute(
          session,
          "alter system set archive_command = 'test ! -f %1$s/%%f && cp %%p %1$s/%%f'"
              .formatted(wal()));
    }
    server.close();
    server.restart();
  }

  /** Copies the data of a server that goes on writing. */
  void takeBase(EmbeddedPostgres server, Path data) throws SQLException, IOException {
    try (var session = superuser(server)) {
      execute(session, "select pg_backup_start('rehearsal', true)");
      copy(data, base());
      var label = text(session, "select labelfile from pg_backup_stop(true)");
      Files.writeString(base().resolve("backup_label"), label);
    }
  }

  /** Names this moment in the log and has the log kept up to here and a bit more. */
  static void mark(EmbeddedPostgres server, String name) throws SQLException {
    try (var session = superuser(server)) {
      execute(session, "select pg_create_restore_point('" + name + "')");
    }
  }

  /** What is being written is kept too; without it a restore ends some seconds earlier. */
  void keepTheRest(EmbeddedPostgres server) throws Exception {
    try (var session = superuser(server)) {
      var last = text(session, "select pg_walfile_name(pg_switch_wal())");
      for (int i = 0; !Files.exists(wal().resolve(last)); i++) {
        if (i == 600) {
          throw new IOException("the log was not archived: " + last);
        }
        Thread.sleep(100);
      }
    }
  }

  /** A fresh server as the old one was at the named moment; its passwords are those of the old. */
  EmbeddedPostgres restore(Path oldFolder, Path newFolder, String moment, List<String> databases)
      throws Exception {
    copy(oldFolder.resolve("passwords"), newFolder.resolve("passwords"));
    var data = newFolder.resolve("data");
    copy(base(), data);
    for (var empty : List.of("pg_wal", "pg_replslot", "log")) {
      Files.createDirectories(data.resolve(empty));
    }
    Files.createFile(data.resolve("recovery.signal"));
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        """
        archive_mode = off
        restore_command = 'cp %s/%%f %%p'
        recovery_target_name = '%s'
        recovery_target_action = promote
        # nobody comes in before it is what it was
        hot_standby = off
        """
            .formatted(wal(), moment),
        StandardOpenOption.APPEND);
    // until the log is read nobody is let in; an attempt begins where the one before was
    return await()
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(5))
        .ignoreExceptionsMatching(e -> String.valueOf(e.getMessage()).contains("not accepting"))
        .until(() -> EmbeddedPostgres.start(newFolder, 0, databases), server -> true);
  }

  /** What vanishes while it is copied was to vanish. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_COPIED.contains(dir.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            var copy = to.resolve(from.relativize(dir).toString());
            Files.createDirectories(copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!NOT_COPIED.contains(file.getFileName().toString())) {
              try {
                Files.copy(
                    file,
                    to.resolve(from.relativize(file).toString()),
                    StandardCopyOption.COPY_ATTRIBUTES);
              } catch (java.nio.file.NoSuchFileException e) {
                return FileVisitResult.CONTINUE;
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Connection superuser(EmbeddedPostgres server) throws SQLException {
    try {
      return DriverManager.getConnection(
          server.jdbcUrl("postgres"), "postgres", server.password("postgres"));
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  private static void execute(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection session, String sql) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
