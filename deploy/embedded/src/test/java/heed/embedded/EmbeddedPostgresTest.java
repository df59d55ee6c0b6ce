package heed.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  private static final List<String> DATABASES = List.of("alerting", "metrics");

  @TempDir Path folder;

  @Test
  void givesEachRoleItsOwnDatabaseAndNoOther() throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder, 0, DATABASES)) {
      try (var own = connect(postgres, "alerting", "alerting")) {
        own.createStatement().execute("CREATE TABLE cases (id int)");
      }
      assertThatThrownBy(() -> connect(postgres, "metrics", "alerting"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connect(postgres, "postgres", "metrics"))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(
              () -> DriverManager.getConnection(postgres.jdbcUrl("alerting"), "alerting", "wrong"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void keepsItsDataThroughARestartAndAKill() throws Exception {
    var first = EmbeddedPostgres.start(folder, 0, DATABASES);
    execute(first, "CREATE TABLE kept (id int)");
    first.close();
    var second = EmbeddedPostgres.start(folder, 0, DATABASES);
    execute(second, "INSERT INTO kept VALUES (1)");
    second.kill();
    try (var third = EmbeddedPostgres.start(folder, 0, DATABASES)) {
      try (var connection = connect(third, "metrics", "metrics");
          var rows = connection.createStatement().executeQuery("SELECT count(*) FROM kept")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(1);
      }
    }
  }

  @Test
  void endsWhatAKilledStarterLeftBehind() throws Exception {
    var leftover = EmbeddedPostgres.start(folder, 0, DATABASES);
    var process = leftover.process().orElseThrow();
    try (var next = EmbeddedPostgres.start(folder, 0, DATABASES)) {
      assertThat(Processes.runs(process)).isFalse();
      assertThat(next.process()).isPresent();
    }
  }

  @Test
  void endsALeftoverThatWasStoppedWhereItStood() throws Exception {
    var leftover = EmbeddedPostgres.start(folder, 0, DATABASES);
    var postmaster = leftover.process().orElseThrow();
    var all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    for (var process : all) {
      new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid())).start().waitFor();
    }
    assertThat(EmbeddedPostgres.endLeftover(folder)).isTrue();
    assertThat(all).noneMatch(Processes::runs);
  }

  @Test
  void startsOverAProcessNumberThatIsAStrangersByNow() throws Exception {
    EmbeddedPostgres.start(folder, 0, DATABASES).close();
    Files.writeString(folder.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n");
    try (var postgres = EmbeddedPostgres.start(folder, 0, DATABASES)) {
      assertThat(postgres.process()).isPresent();
    }
  }

  @Test
  void keepsPasswordsReadableByTheOwnerOnly() throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder, 0, DATABASES)) {
      assertThat(postgres.password("metrics")).hasSize(48);
      assertThat(Files.getPosixFilePermissions(folder.resolve("passwords/metrics")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws Exception {
    try (var connection = connect(postgres, "metrics", "metrics")) {
      connection.createStatement().execute(sql);
    }
  }

  private static Connection connect(EmbeddedPostgres postgres, String database, String role)
      throws Exception {
    return DriverManager.getConnection(postgres.jdbcUrl(database), role, postgres.password(role));
  }
}
