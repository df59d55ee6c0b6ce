package heed.metrics;

import heed.door.Caller;
import heed.door.Role;
import heed.events.EventJson;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says that KPIs moved, not how: who shows them asks again for what is shown. A change is told at
 * once, and what follows it together, a second later.
 */
@ApplicationScoped
@Path("/v1/kpis/events")
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class KpiEventsResource {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final long HEARTBEAT_TICKS = 150; // 15 s: well under every idle timeout
  static final long QUIET_TICKS = 10;

  private final ChangesHeard changes;
  private final Caller caller;

  KpiEventsResource(ChangesHeard changes, Caller caller) {
    this.changes = changes;
    this.caller = caller;
  }

  /**
   * What an event carries.
   *
   * @param storefronts whose KPIs moved, of those the caller may see; null if any may have
   */
  record Changed(@Nullable Set<String> storefronts) {}

  /** Events {@code changed}, each with {@link Changed}; a comment every 15 seconds. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<OutboundSseEvent> follow(@Context Sse sse) {
    var reader = new Reader(changes.news(), caller.storefronts().orElse(null));
    return Multi.createFrom()
        .ticks()
        .every(TICK)
        .onOverflow()
        .drop()
        .select()
        .first(tick -> !changes.stopped())
        .onItem()
        .transformToIterable(tick -> events(reader, tick, sse));
  }

  private static List<OutboundSseEvent> events(Reader reader, long tick, Sse sse) {
    var events = new ArrayList<OutboundSseEvent>();
    if (tick % HEARTBEAT_TICKS == 0) {
      events.add(sse.newEventBuilder().comment("here").build());
    }
    var changed = reader.read(tick);
    if (changed != null) {
      events.add(
          sse.newEventBuilder()
              .name("changed")
              .data(String.class, new String(EventJson.write(changed), StandardCharsets.UTF_8))
              .build());
    }
    return events;
  }

  /** One connection's place in the news. */
  static final class Reader {
    private final News news;
    private final @Nullable Set<String> storefronts;
    private long place;
    private long quietUntil;

    Reader(News news, @Nullable Set<String> storefronts) {
      this.news = news;
      this.storefronts = storefronts;
      this.place = news.place();
    }

    /** What is to be told at this tick; null for nothing. */
    @Nullable Changed read(long tick) {
      if (tick < quietUntil) {
        return null;
      }
      var since = news.since(place);
      place = since.place();
      var seen = since.within(storefronts);
      if (seen.isNothing()) {
        return null;
      }
      quietUntil = tick + QUIET_TICKS;
      return new Changed(seen.storefronts());
    }
  }
}
