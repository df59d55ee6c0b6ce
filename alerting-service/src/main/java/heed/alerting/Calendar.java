package heed.alerting;

import java.time.Duration;
import java.time.Instant;

/** When time counts: at every second, or in the {@link WorkingHours} of a team. */
interface Calendar {
  /** Open at every second: 24 hours are 24 x 3600 seconds, also over a change of the clocks. */
  Calendar ROUND_THE_CLOCK =
      new Calendar() {
        @Override
        public Instant dueAt(Instant start, Duration target) {
          return start.plus(target);
        }

        @Override
        public Duration openTime(Instant from, Instant to) {
          return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
        }
      };

  /**
   * The instant at which {@code target} of open time has passed since {@code start}; it never lies
   * in closed time.
   *
   * @param target zero or more
   */
  Instant dueAt(Instant start, Duration target);

  /** How much of the time between two instants was open; zero if {@code to} is not later. */
  Duration openTime(Instant from, Instant to);
}
