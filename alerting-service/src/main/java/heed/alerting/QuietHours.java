package heed.alerting;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The hours of every day, on a team's own clock, in which nobody is told anything. They may go over
 * midnight. Only telling waits for their end: no record, due time or breach does.
 */
public record QuietHours(
    @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "HH:mm") LocalTime from,
    @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "HH:mm") LocalTime to) {
  public QuietHours {
    new Findings()
        .unless(
            !from.equals(to), "/to", "to is the same as from; leave quietHours out to have none")
        .end();
  }

  /** The first instant from this one on at which telling is welcome. */
  public Instant audibleFrom(Instant at, ZoneId zone) {
    var local = at.atZone(zone);
    if (!quiet(local.toLocalTime())) {
      return at;
    }
    var end = local.toLocalDate().atTime(to).atZone(zone);
    if (!end.toInstant().isAfter(at)) {
      end = local.toLocalDate().plusDays(1).atTime(to).atZone(zone);
    }
    return end.toInstant();
  }

  private boolean quiet(LocalTime time) {
    var afterFrom = !time.isBefore(from);
    var beforeTo = time.isBefore(to);
    return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
  }
}
