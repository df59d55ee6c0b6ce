package heed.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of its own on a folder that outlives it: loopback only, no socket files, every role
 * with a generated password (SCRAM; in {@code passwords/}, readable by the owner only), one
 * database per name with a role of the same name, and no role may connect to another's database.
 *
 * <p>It is a process group of its own, so a signal to the starter's group does not reach it, and it
 * outlives a starter that is killed: the next start on the folder ends such a leftover first.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String SUPERUSER = "postgres";
  private static final Duration START = Duration.ofSeconds(60);

  /** After a crash it first reads what was written since the last checkpoint. */
  private static final Duration RECOVERY = Duration.ofMinutes(10);

  private final PostgresAccount account;
  private final Path home;
  private final Path folder;
  private final int port;
  private final @Nullable ServerCertificate certificate;

  private EmbeddedPostgres(
      PostgresAccount account,
      Path home,
      Path folder,
      int port,
      @Nullable ServerCertificate certificate) {
    this.account = account;
    this.home = home;
    this.folder = folder;
    this.port = port;
    this.certificate = certificate;
  }

  /**
   * Starts PostgreSQL and makes what is missing of the databases.
   *
   * @param port 1-65535, or 0 for a free one
   * @param databases a database and a role are made for each name
   * @throws IOException with a sentence for the operator if it cannot start
   */
  public static EmbeddedPostgres start(Path folder, int port, List<String> databases)
      throws IOException, InterruptedException {
    return start(folder, port, databases, null);
  }

  /**
   * The same; with a certificate it serves nobody without TLS.
   *
   * @param certificate for {@code ip:127.0.0.1}; null: no TLS
   */
  public static EmbeddedPostgres start(
      Path folder, int port, List<String> databases, @Nullable ServerCertificate certificate)
      throws IOException, InterruptedException {
    var account = PostgresAccount.find();
    var absolute = folder.toAbsolutePath();
    Files.createDirectories(absolute);
    var cache = account.switched() ? absolute : PostgresBinaries.userCache();
    var postgres =
        new EmbeddedPostgres(
            account,
            PostgresBinaries.unpacked(cache),
            absolute,
            port == 0 ? FreePort.find() : port,
            certificate);
    account.own(postgres.data());
    postgres.initialise();
    postgres.startServer();
    new PostgresRoles(postgres).create(databases);
    return postgres;
  }

  /**
   * Ends a server that an earlier, killed starter left on this folder, also one whose processes are
   * stopped where they stand; true if there was one.
   */
  public static boolean endLeftover(Path folder) throws IOException, InterruptedException {
    var leftover = running(folder.toAbsolutePath().resolve("data"));
    if (leftover.isEmpty()) {
      return false;
    }
    var handle = leftover.get();
    var all = Stream.concat(Stream.of(handle), handle.descendants()).toList();
    for (var process : all) {
      signal("-CONT", process); // a stopped one hears of nothing else
    }
    signal("-INT", handle);
    if (!Processes.awaitEnd(handle, Duration.ofSeconds(20))) {
      signal("-QUIT", handle);
      Processes.awaitEnd(handle, Duration.ofSeconds(10));
    }
    killWhatIsLeft(all);
    return true;
  }

  /** Backends that outlive the postmaster would hold its memory, and the next could not start. */
  private static void killWhatIsLeft(List<ProcessHandle> all) throws InterruptedException {
    all.forEach(ProcessHandle::destroyForcibly);
    for (var process : all) {
      Processes.awaitEnd(process, Duration.ofSeconds(10));
    }
  }

  /** Where a database is; with a certificate, so that a client insists on it. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/"
        + database
        + (certificate == null ? "" : certificate.wanted());
  }

  /** The generated password of a role; made on first use. */
  public String password(String role) throws IOException {
    var file = folder.resolve("passwords").resolve(role);
    if (!Files.exists(file)) {
      var bytes = new byte[24];
      new SecureRandom().nextBytes(bytes);
      Files.createDirectories(file.getParent());
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(file, mode);
      Files.writeString(file, HexFormat.of().formatHex(bytes));
    }
    return Files.readString(file).strip();
  }

  public int port() {
    return port;
  }

  /** The postmaster, if it runs. */
  public Optional<ProcessHandle> process() throws IOException {
    return running(data());
  }

  /** Ends all connections, writes a checkpoint and stops; crashes it after 30 s. */
  @Override
  public void close() throws IOException {
    try {
      var postmaster = process();
      if (pgCtl("stop", "-D", data().toString(), "-m", "fast", "-w", "-t", "30") != 0) {
        pgCtl("stop", "-D", data().toString(), "-m", "immediate", "-w", "-t", "10");
      }
      if (postmaster.isPresent()) {
        // pg_ctl only waits until the process number is signed off
        Processes.awaitEnd(postmaster.get(), Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The hard way, as a crash would; recovery happens at the next start. */
  public void kill() throws IOException, InterruptedException {
    var postmaster = process();
    if (postmaster.isPresent()) {
      postmaster.get().destroyForcibly();
      Processes.awaitEnd(postmaster.get(), Duration.ofSeconds(10));
    }
  }

  /** Starts it again after {@link #close()} or {@link #kill()}, on the same port and data. */
  public void restart() throws IOException, InterruptedException {
    startServer();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path startLog() {
    return data().resolve("start.log");
  }

  private void initialise() throws IOException, InterruptedException {
    if (Files.exists(data().resolve("heed.conf"))) {
      return;
    }
    Folders.delete(data()); // half made by a start that was cut short
    account.own(data());
    var passwordFile = data().resolveSibling("initdb-password");
    Files.writeString(passwordFile, password(SUPERUSER));
    if (account.switched()) {
      account.own(folder);
    }
    var output = folder.resolve("initdb.log");
    var initdb =
        account.command(
            home.resolve("bin/initdb").toString(),
            "--pgdata=" + data(),
            "--username=" + SUPERUSER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums");
    var exit = run(initdb, output, Duration.ofMinutes(2));
    Files.deleteIfExists(passwordFile);
    if (exit != 0) {
      throw new IOException("PostgreSQL could not make its data folder: " + lastLine(output));
    }
    Files.deleteIfExists(output);
    Files.writeString(
        data().resolve("postgresql.conf"), "include 'heed.conf'\n", StandardOpenOption.APPEND);
    Files.writeString(data().resolve("heed.conf"), "");
    account.own(data());
  }

  private void startServer() throws IOException, InterruptedException {
    endLeftover(folder);
    Files.deleteIfExists(data().resolve("postmaster.pid"));
    Files.writeString(data().resolve("heed.conf"), PostgresSettings.of(port, certificate != null));
    if (certificate != null) {
      certificate.insistOn(data());
      account.own(data());
    }
    long end = System.nanoTime() + START.toNanos();
    while (pgCtl(
            "start",
            "-D",
            data().toString(),
            "-w",
            "-t",
            String.valueOf(RECOVERY.toSeconds()),
            "-l",
            startLog().toString())
        != 0) {
      var reason = lastLine(startLog());
      // the backends of a killed server need a moment to notice
      if (!reason.contains("shared memory") || System.nanoTime() > end) {
        throw new IOException("PostgreSQL did not start on port " + port + ": " + reason);
      }
      TimeUnit.MILLISECONDS.sleep(300);
    }
  }

  private int pgCtl(String... words) throws IOException, InterruptedException {
    var command = account.command(home.resolve("bin/pg_ctl").toString());
    command.addAll(List.of(words));
    return run(command, null, RECOVERY.plusSeconds(10));
  }

  private int run(List<String> command, @Nullable Path output, Duration atMost)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(data().toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().remove("PGDATA");
    builder.redirectOutput(
        output == null
            ? ProcessBuilder.Redirect.DISCARD
            : ProcessBuilder.Redirect.to(output.toFile()));
    var process = builder.start();
    try {
      if (process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return -1;
    } catch (InterruptedException e) {
      // its outcome must be known, or a server would come up behind our back
      process.destroy();
      process.waitFor();
      throw e;
    }
  }

  private static Optional<ProcessHandle> running(Path data) throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    var lines = Files.readAllLines(pidFile, StandardCharsets.ISO_8859_1);
    if (lines.isEmpty() || !lines.get(0).strip().matches("\\d+")) {
      return Optional.empty();
    }
    // the number may by now belong to a stranger
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(Processes::runs)
        .filter(handle -> handle.info().command().map(c -> c.endsWith("postgres")).orElse(false));
  }

  private static void signal(String name, ProcessHandle handle)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", name, String.valueOf(handle.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static String lastLine(Path log) throws IOException {
    var lines =
        Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.<String>of();
    return lines.stream()
        .filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("error:"))
        .reduce((first, second) -> second)
        .orElse(lines.isEmpty() ? "no reason given" : lines.get(lines.size() - 1));
  }
}
