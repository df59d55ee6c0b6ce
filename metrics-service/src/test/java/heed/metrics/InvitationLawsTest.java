package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is told of an invitation comes to the same in whatever order and however often. */
class InvitationLawsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final List<String> PRODUCTS = List.of("sku-1", "sku-2", "sku-3");

  /** Events of one order: its details follow from their revision, as those of a log do. */
  @Provide
  Arbitrary<List<InvitationChanged>> tellings() {
    var what = Arbitraries.of(What.values());
    var revision = Arbitraries.longs().between(0, 3);
    var hours = Arbitraries.integers().between(-30, 90);
    return Combinators.combine(what, revision, hours)
        .as(InvitationLawsTest::event)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static InvitationChanged event(What what, long revision, int hours) {
    var at = NOON.plus(Duration.ofHours(hours));
    var asked =
        Asked.about("shop", "1")
            .of(
                revision,
                revision % 2 == 0 ? "lv-LV" : "de",
                revision > 1 ? "LV" : "DE",
                PRODUCTS.subList(0, (int) revision).toArray(String[]::new));
    return what == What.FORGOTTEN ? asked.forgotten(at) : asked.on(what, at).told(what, at);
  }

  private static Invitation together(List<InvitationChanged> events) {
    Invitation known = null;
    for (var event : events) {
      known = Invitation.of(event).and(known);
    }
    return Objects.requireNonNull(known);
  }

  @Property
  void anyOrderAndAnyRepetitionComeToTheSame(
      @ForAll("tellings") List<InvitationChanged> events, @ForAll long seed) {
    var other = new ArrayList<>(events);
    other.addAll(events.subList(0, events.size() / 2));
    Collections.shuffle(other, new Random(seed));
    assertThat(together(other)).isEqualTo(together(events));
  }

  @Property
  void differencesAddUpToWhatItIsInTheEnd(
      @ForAll("tellings") List<InvitationChanged> events, @ForAll @IntRange(max = 12) int cut) {
    var first = events.subList(0, Math.min(cut, events.size()));
    var between = first.isEmpty() ? null : together(first);
    var end = together(events);
    var stepwise = new InvitationTally();
    if (between != null) {
      stepwise.replace(null, between);
    }
    stepwise.replace(between, end);
    var atOnce = new InvitationTally();
    atOnce.replace(null, end);
    assertThat(stepwise.differences()).isEqualTo(atOnce.differences());
  }

  @Property
  void nothingIsEverMoreThanWhatWasSent(@ForAll("tellings") List<InvitationChanged> events) {
    var counts = together(events).counts();
    assertThat(counts.values()).allMatch(n -> n >= 0 && n <= counts.sent());
  }

  @Property
  void whatIsForgottenIsNothingButItsKey(@ForAll("tellings") List<InvitationChanged> events) {
    var all = new ArrayList<>(events);
    all.add(Asked.about("shop", "1").forgotten(NOON));
    var end = together(all);
    assertThat(end.counts()).isEqualTo(InvitationCounts.NONE);
    assertThat(end.about()).isEqualTo(Invitation.About.NOTHING);
    assertThat(end.moments()).isEqualTo(Invitation.Moments.NONE);
  }
}
