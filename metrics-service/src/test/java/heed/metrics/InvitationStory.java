package heed.metrics;

import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Weeks of asking as a shop has them, the same each time: answers take days, reminders five. */
final class InvitationStory {
  private static final List<String> COUNTRIES = List.of("LV", "DE", "SI", "GB", "PL");
  private static final List<String> LANGUAGES = List.of("lv", "de", "sl", "en", "pl");

  private InvitationStory() {}

  /** So many invitations over the days before. */
  static List<InvitationChanged> of(String shop, int invitations, int days, Instant until) {
    var random = new Random(11);
    var told = new ArrayList<InvitationChanged>();
    for (var i = 0; i < invitations; i++) {
      var at = until.minusSeconds(60 + random.nextInt(days * 86_400));
      var place = random.nextInt(COUNTRIES.size());
      var asked =
          Asked.about(shop, "told-" + i)
              .of(1, LANGUAGES.get(place), COUNTRIES.get(place), "sku-" + random.nextInt(4))
              .sent(at);
      told.add(became(asked, at, until, random).told());
    }
    return told;
  }

  private static Asked became(Asked asked, Instant at, Instant until, Random random) {
    var luck = random.nextDouble();
    if (luck < 0.012) {
      return asked.on(What.BOUNCED, at.plusSeconds(20));
    }
    if (luck < 0.03) {
      return asked.on(What.OPENED, at.plusSeconds(300)).on(What.DECLINED, at.plusSeconds(310));
    }
    var reminderAt = at.plus(Duration.ofDays(5));
    var openedAt = at.plusSeconds((long) (-Math.log(1 - random.nextDouble()) * 3 * 86_400));
    var opens = luck < 0.52 && openedAt.isBefore(until);
    var answers = opens && luck < 0.31;
    var after = opens ? asked.on(What.OPENED, openedAt) : asked;
    after = answers ? after.on(What.ANSWERED, openedAt.plusSeconds(140)) : after;
    var reminded = reminderAt.isBefore(until) && !(answers && openedAt.isBefore(reminderAt));
    return reminded ? after.on(What.REMINDED, reminderAt) : after;
  }
}
