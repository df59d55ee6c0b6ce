package heed.drill;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The database restarts, holds its breath, and has no room: nothing is committed to the log before
 * it.
 */
final class DatabaseAway implements Drill {
  @Override
  public int number() {
    return 11;
  }

  @Override
  public String name() {
    return "database-away";
  }

  @Override
  public String what() {
    return "PostgreSQL is restarted, crashes, is paused for 30 s, and has no connection left";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    var pause = context.atFullLength(Duration.ofSeconds(30), Duration.ofSeconds(5));
    try (var exercise = Exercise.begin(context, heed)) {
      Wait.pass(Duration.ofSeconds(2));
      heed.postgres().close();
      Wait.pass(Duration.ofSeconds(1));
      heed.postgres().restart();
      exercise.note("restarted");
      Wait.pass(Duration.ofSeconds(3));
      heed.postgres().kill();
      heed.postgres().restart();
      exercise.note("crashed and recovered");
      Wait.pass(Duration.ofSeconds(3));
      paused(heed, pause);
      exercise.note("paused for %d s".formatted(pause.toSeconds()));
      Wait.pass(Duration.ofSeconds(3));
      int taken = exhausted(heed, pause.dividedBy(2));
      exercise.note("%d connections taken, none left".formatted(taken));
      exercise.mustHold(taken > 0, "connections were taken");
      exercise.faultEnded();
      double recovery = exercise.settle();
      exercise.mustHold(
          KilledAlerting.gaps(heed, exercise.storefront()) == 0,
          "the events of each case are gap-free");
      return exercise.end(recovery, List.of());
    }
  }

  /** All of its processes stop where they stand, with their transactions. */
  static void paused(Heed heed, Duration time) throws IOException, InterruptedException {
    var processes = new ArrayList<ProcessHandle>();
    var postmaster = heed.postgres().process().orElseThrow();
    processes.add(postmaster);
    postmaster.descendants().forEach(processes::add);
    try {
      for (var process : processes) {
        Signals.pause(process);
      }
      Wait.pass(time);
    } finally {
      for (var process : processes) {
        if (process.isAlive()) {
          Signals.goOn(process);
        }
      }
    }
  }

  /** Ends the services' connections and takes every slot before they can: how many there were. */
  private static int exhausted(Heed heed, Duration time) throws Exception {
    var taken = new ArrayList<Connection>();
    var administrator = new Database(heed.postgres(), "postgres", "postgres");
    try (var session = administrator.connect();
        var statement = session.createStatement()) {
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where usename in ('alerting', 'metrics')"
                + " and application_name <> 'drill'");
        take(heed, taken);
        Wait.pass(Duration.ofMillis(100));
      }
      return taken.size();
    } finally {
      for (var connection : taken) {
        connection.close();
      }
    }
  }

  private static void take(Heed heed, List<Connection> taken) throws IOException {
    try {
      while (true) {
        taken.add(
            DriverManager.getConnection(
                heed.postgres().jdbcUrl("metrics") + "?ApplicationName=drill",
                "metrics",
                heed.postgres().password("metrics")));
      }
    } catch (SQLException e) {
      // no more: that is what is wanted
    }
  }
}
