package heed.metrics.alarms;

import heed.events.AlarmKind;

/** What the watching of a scope came to. */
sealed interface AlarmFact {
  AlarmKind kind();

  /**
   * An alarm is raised.
   *
   * @param seen SHARE and DRIFT: a share; VOLUME: a number of negatives
   * @param expected in the same unit
   * @param limit in the same unit; of DRIFT the share it is tuned to find
   * @param n tagged reviews looked at
   * @param negatives among them
   */
  record Raised(AlarmKind kind, double seen, double expected, double limit, long n, long negatives)
      implements AlarmFact {}

  /** It has been calm for long enough. */
  record Cleared(AlarmKind kind) implements AlarmFact {}
}
