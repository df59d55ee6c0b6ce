package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of days and rows at the ends of a window come to what one counts one by one. */
@QuarkusTest
class InvitationSumsTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Inject Invitations invitations;
  @Inject Recount recount;
  @Inject Transactions transactions;

  @Test
  void everyWindowAndFilterIsTheSumOfItsInvitations() throws SQLException {
    var shop = "asked-by-all";
    var random = new Random(7);
    var events = new ArrayList<InvitationChanged>();
    for (var i = 0; i < 400; i++) {
      var at = NOW.minusSeconds(random.nextInt(45 * 86_400));
      var asked =
          Asked.about(shop, "o" + i)
              .of(
                  1,
                  List.of("lv", "de-AT", "en").get(random.nextInt(3)),
                  List.of("LV", "AT").get(random.nextInt(2)),
                  List.of("sku-1", "sku-2", "sku-3")
                      .subList(random.nextInt(2), 2 + random.nextInt(2))
                      .toArray(String[]::new))
              .sent(at);
      asked = random.nextBoolean() ? asked.on(What.OPENED, at.plusSeconds(50)) : asked;
      asked = random.nextBoolean() ? asked.on(What.ANSWERED, at.plusSeconds(70)) : asked;
      events.add(asked.told());
    }
    invitations.apply(events);
    for (var filters :
        List.<Map<Dimension, String>>of(
            Map.of(),
            Map.of(Dimension.PRODUCT, "sku-2"),
            Map.of(Dimension.COUNTRY, "AT"),
            Map.of(
                Dimension.LANGUAGE, "de", Dimension.PRODUCT, "sku-3", Dimension.COUNTRY, "AT"))) {
      for (var hours : List.of(1, 24, 47, 24 * 30, 24 * 90)) {
        var from = NOW.minus(Duration.ofHours(hours));
        var expected =
            events.stream()
                .filter(e -> e.sentAt().isAfter(from) && !e.sentAt().isAfter(NOW))
                .filter(e -> matches(e, filters))
                .map(e -> Invitation.of(e).counts())
                .reduce(InvitationCounts.NONE, InvitationCounts::plus);
        var cut = new Cut(List.of(shop), filters);
        InvitationCounts counted = transactions.read(c -> InvitationSums.of(c, cut, from, NOW));
        assertThat(counted).as("%s in %d hours", filters, hours).isEqualTo(expected);
      }
    }
    var days =
        Wire.get("/v1/kpis/invitations?window=30d&product=sku-2&storefront={s}", shop).jsonPath();
    assertThat(days.getList("points", Map.class)).hasSize(31);
    var all = Wire.get("/v1/kpis?window=30d&product=sku-2&storefront={s}", shop).jsonPath();
    assertThat(days.getList("points.sent", Integer.class).stream().mapToInt(i -> i).sum())
        .isEqualTo(all.getInt("invitations.sent"))
        .isPositive();
    assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
  }

  private static boolean matches(InvitationChanged event, Map<Dimension, String> filters) {
    var about = Invitation.of(event).about();
    return filters.getOrDefault(Dimension.COUNTRY, about.country()).equals(about.country())
        && filters.getOrDefault(Dimension.LANGUAGE, about.language()).equals(about.language())
        && (!filters.containsKey(Dimension.PRODUCT)
            || about.products().contains(filters.get(Dimension.PRODUCT)));
  }
}
