package heed.drill;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What can happen at any time, and what ends it again. */
enum Fault {
  KILL_INGEST,
  KILL_SENTIMENT,
  KILL_ALERTING,
  KILL_METRICS,
  PAUSE_SENTIMENT,
  PAUSE_ALERTING,
  PAUSE_METRICS,
  KILL_BROKER,
  STOP_BROKER,
  RESTART_DATABASE,
  CRASH_DATABASE,
  PAUSE_DATABASE;

  /** Kills of services only. */
  static final List<Fault> KILLS =
      List.of(KILL_INGEST, KILL_SENTIMENT, KILL_ALERTING, KILL_METRICS);

  static Fault any(SplittableRandom chance) {
    return values()[chance.nextInt(values().length)];
  }

  /** Does it, and returns when what was hurt is up again. */
  void happen(Heed heed, SplittableRandom chance) throws Exception {
    var time = Duration.ofMillis(1_000 + chance.nextInt(7_000));
    switch (this) {
      case KILL_INGEST -> heed.killAndStart(heed.copy(Service.INGEST));
      case KILL_SENTIMENT -> heed.killAndStart(heed.copy(Service.SENTIMENT));
      case KILL_ALERTING -> heed.killAndStart(heed.copy(Service.ALERTING));
      case KILL_METRICS -> heed.killAndStart(heed.copy(Service.METRICS));
      case PAUSE_SENTIMENT -> pause(heed.copy(Service.SENTIMENT), time.multipliedBy(2));
      case PAUSE_ALERTING -> pause(heed.copy(Service.ALERTING), time);
      case PAUSE_METRICS -> pause(heed.copy(Service.METRICS), time);
      case KILL_BROKER -> {
        heed.brokers().kill(1);
        Wait.pass(time);
        heed.brokers().startAgain(1);
      }
      case STOP_BROKER -> {
        heed.brokers().stop(1);
        Wait.pass(time);
        heed.brokers().startAgain(1);
      }
      case RESTART_DATABASE -> {
        heed.postgres().close();
        Wait.pass(time);
        heed.postgres().restart();
      }
      case CRASH_DATABASE -> {
        heed.postgres().kill();
        heed.postgres().restart();
      }
      case PAUSE_DATABASE -> DatabaseAway.paused(heed, time);
    }
  }

  private static void pause(Copy copy, Duration time) throws Exception {
    copy.pause();
    try {
      Wait.pass(time);
    } finally {
      copy.goOn();
    }
  }
}
