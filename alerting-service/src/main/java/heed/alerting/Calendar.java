package heed.alerting;

import java.time.Duration;
import java.time.Instant;

/** When a team works. Opening hours and holidays are to come; until then it is always open. */
interface Calendar {
  /** Open at every second: 24 hours are 24 x 3600 seconds, also over a change of the clocks. */
  Calendar ROUND_THE_CLOCK = Instant::plus;

  /** The instant at which {@code target} of open time has passed since {@code start}. */
  Instant dueAt(Instant start, Duration target);
}
