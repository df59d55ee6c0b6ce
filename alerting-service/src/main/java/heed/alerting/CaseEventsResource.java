package heed.alerting;

import heed.door.Caller;
import heed.door.Role;
import heed.events.EventJson;
import heed.events.EventType;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events of cases as they happen. Each connection has a place of its own in the log and reads
 * on from there when the log has grown, so a slow client holds up nobody and misses nothing.
 */
@ApplicationScoped
@Path("/v1/cases/events")
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class CaseEventsResource {
  /** Who looks at what is looked up as often. */
  private static final Duration TICK = Duration.ofMillis(500);

  private static final long HEARTBEAT_TICKS = 30; // 15 s: well under every idle timeout

  /** No tick: the log has grown. */
  private static final long NEWS = -1;

  private static final int PAGE = 200;

  private final EventLog log;
  private final LogEnd end;
  private final Presence presence;
  private final Caller caller;

  CaseEventsResource(EventLog log, LogEnd end, Presence presence, Caller caller) {
    this.log = log;
    this.end = end;
    this.presence = presence;
    this.caller = caller;
  }

  /**
   * Follows the events; with Last-Event-ID from the one after it. If that one is not kept any more
   * the first event is a {@code reset}: read the list again.
   */
  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> follow(
      @HeaderParam("Last-Event-ID") @Nullable String last, @Context Sse sse) {
    var sight = Sight.of(caller);
    var resumed = last == null || last.isBlank() ? null : place(last);
    var reset = resumed == null && last != null && !last.isBlank();
    var reader = new Reader(sse, sight, resumed == null ? log.end() : resumed, reset);
    return Multi.createBy()
        .merging()
        .withRequests(1)
        .streams(Multi.createFrom().ticks().every(TICK).onOverflow().drop(), news())
        .onItem()
        .transformToMultiAndConcatenate(
            tick ->
                Multi.createBy()
                    .repeating()
                    .uni(
                        () ->
                            Uni.createFrom()
                                .item(() -> reader.read(tick))
                                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                    .whilst(events -> reader.behind))
        .select()
        .first(events -> !end.stopped())
        .onItem()
        .disjoint();
  }

  /** An item whenever the log has grown; what comes while one is read is one item more. */
  private Multi<Long> news() {
    return Multi.createFrom()
        .emitter(
            emitter -> {
              Runnable told = () -> emitter.emit(NEWS);
              end.follow(told);
              emitter.onTermination(() -> end.unfollow(told));
            },
            BackPressureStrategy.LATEST);
  }

  private EventLog.@Nullable Position place(String last) {
    try {
      return log.of(UUID.fromString(last)).orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** One connection. */
  private final class Reader {
    private final Sse sse;
    private final Sight sight;
    private final Onlookers onlookers;
    private EventLog.Position place;
    private boolean reset;
    private boolean behind = true;

    Reader(Sse sse, Sight sight, EventLog.Position place, boolean reset) {
      this.sse = sse;
      this.sight = sight;
      this.onlookers = new Onlookers(sight);
      this.place = place;
      this.reset = reset;
    }

    List<OutboundSseEvent> read(long tick) {
      var out = new ArrayList<OutboundSseEvent>();
      if (tick % HEARTBEAT_TICKS == 0) {
        out.add(sse.newEventBuilder().comment("here").build());
      }
      if (reset) {
        reset = false;
        out.add(sse.newEventBuilder().name("reset").data(String.class, "{}").build());
      }
      var reached = end.position();
      if (behind || place.compareTo(reached) < 0) {
        var entries = log.next(place, reached, sight, PAGE);
        entries.forEach(entry -> out.add(event(entry)));
        behind = entries.size() == PAGE;
        if (behind || !entries.isEmpty()) {
          place = entries.getLast().position();
        }
        if (!behind && place.compareTo(reached) < 0) {
          place = reached;
        }
      }
      onlookers.news(presence.seen()).forEach(seen -> out.add(event(seen)));
      return out;
    }

    /** Has no id: where one resumes is a matter of what happened, not of who looks. */
    private OutboundSseEvent event(Presence.Seen seen) {
      return sse.newEventBuilder()
          .name("presence")
          .data(String.class, new String(EventJson.write(seen), StandardCharsets.UTF_8))
          .build();
    }

    private OutboundSseEvent event(EventLog.Entry entry) {
      return sse.newEventBuilder()
          .id(entry.id().toString())
          .name(EventType.of(entry.type()).shortName())
          .data(String.class, entry.data())
          .build();
    }
  }
}
