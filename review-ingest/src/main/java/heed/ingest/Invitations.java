package heed.ingest;

import heed.door.Refusal;
import heed.events.EventType;
import heed.events.FormLink;
import heed.events.InvitationDeclined;
import heed.events.InvitationOpened;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Tells alerting-service what became of a link that it sent. */
@Singleton
class Invitations {
  private static final int REMEMBERED = 10_000;

  private final Backlog backlog;

  /** Whose opening was told lately; forgetting one costs a record, and the first counts anyway. */
  private final Set<UUID> told = lately();

  /** Whose no the broker has: nothing limits how often a link is posted to, but a no is one. */
  private final Set<UUID> declined = lately();

  private static Set<UUID> lately() {
    return Collections.synchronizedSet(
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                return size() > REMEMBERED;
              }
            }));
  }

  Invitations(Backlog backlog) {
    this.backlog = backlog;
  }

  /** The link was opened. Nobody waits for it: a page is shown while the broker is away. */
  void opened(FormLink link, Instant now) {
    if (!told.add(link.orderKey())) {
      return;
    }
    var opened = new InvitationOpened(link.orderKey(), link.storefront(), cut(now));
    try {
      backlog
          .append(EventType.INVITATION_OPENED, link.orderKey().toString(), opened, opened.at())
          .subscribe()
          .with(done -> {}, failure -> told.remove(link.orderKey()));
    } catch (Refusal tooMuch) {
      told.remove(link.orderKey());
    }
  }

  /** Whoever was asked wants no more of it; done when the broker has it. */
  Uni<Void> declined(FormLink link, Instant now) {
    if (declined.contains(link.orderKey())) {
      return Uni.createFrom().voidItem();
    }
    var event = new InvitationDeclined(link.orderKey(), link.storefront(), cut(now));
    return backlog
        .append(EventType.INVITATION_DECLINED, link.orderKey().toString(), event, event.at())
        .invoke(() -> declined.add(link.orderKey()));
  }

  private static Instant cut(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
