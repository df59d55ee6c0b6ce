package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final UUID ONE = new UUID(0, 1);
  private final Ledger ledger = new Ledger();

  private Verdict found(Map<UUID, Integer> times) {
    return ledger.judge(List.of(Reading.state("here", Reading.Due.ALL, times)));
  }

  private Verdict stands(int rating) {
    return judge(ledger, rating);
  }

  private static Verdict judge(Ledger ledger, int rating) {
    return ledger.judge(
        List.of(new Reading("here", Reading.Due.ALL, Map.of(ONE, 1), Map.of(ONE, rating), false)));
  }

  @Test
  void whatWasAcknowledgedAndIsNotThereIsLost() {
    ledger.posted(ONE, false, 5, Fate.ACKNOWLEDGED);
    assertThat(found(Map.of()).lost()).isOne();
    assertThat(found(Map.of(ONE, 1)).clean()).isTrue();
  }

  @Test
  void whatIsThereTwiceIsDuplicatedWhateverWasAnswered() {
    ledger.posted(ONE, false, 5, Fate.INDEFINITE);
    assertThat(found(Map.of(ONE, 2)).duplicated()).isOne();
    ledger.posted(ONE, false, 5, Fate.ACKNOWLEDGED);
    assertThat(found(Map.of(ONE, 2)).duplicated()).isOne();
  }

  @Test
  void whatNobodyAnsweredMayBeThereOrNot() {
    ledger.posted(ONE, false, 5, Fate.INDEFINITE);
    assertThat(found(Map.of()).clean()).isTrue();
    assertThat(found(Map.of(ONE, 1)).clean()).isTrue();
    assertThat(found(Map.of()).indefinite()).isOne();
  }

  @Test
  void whatWasRefusedOrNeverSentMustNotBeThere() {
    ledger.posted(ONE, false, 5, Fate.REFUSED);
    assertThat(found(Map.of(ONE, 1)).duplicated()).isOne();
    assertThat(found(Map.of(new UUID(0, 2), 1)).duplicated()).isOne();
  }

  @Test
  void aRetryThatIsAcknowledgedEndsTheDoubt() {
    ledger.posted(ONE, false, 5, Fate.INDEFINITE);
    ledger.posted(ONE, false, 5, Fate.ACKNOWLEDGED);
    assertThat(found(Map.of()).lost()).isOne();
    assertThat(found(Map.of()).indefinite()).isZero();
  }

  @Test
  void anOlderRevisionThatStandsIsALostEdit() {
    ledger.posted(ONE, false, 5, Fate.ACKNOWLEDGED);
    ledger.posted(ONE, false, 4, Fate.ACKNOWLEDGED);
    assertThat(stands(5).lost()).isOne();
    assertThat(stands(4).clean()).isTrue();
  }

  @Test
  void anEditOfWhichNobodyKnowsMayStand() {
    ledger.posted(ONE, false, 5, Fate.ACKNOWLEDGED);
    ledger.posted(ONE, false, 4, Fate.INDEFINITE);
    assertThat(stands(5).clean()).isTrue();
    assertThat(stands(4).clean()).isTrue();
    assertThat(stands(3).lost()).isOne();
  }

  @Test
  void anEditOfWhichNobodyKnowsMayNotOutliveALaterOneThatWasAcknowledged() {
    ledger.posted(ONE, false, 5, Fate.INDEFINITE);
    ledger.posted(ONE, false, 5, Fate.ACKNOWLEDGED);
    ledger.posted(ONE, false, 4, Fate.ACKNOWLEDGED);
    assertThat(stands(5).lost()).isOne();
    assertThat(stands(4).clean()).isTrue();
  }

  /** What may stand is what was acknowledged last, and what nobody knows of since then. */
  @Property
  void onlyTheLastAcknowledgedAndWhatIsUnknownSinceMayStand(
      @ForAll @Size(max = 12) List<Fate> fates) {
    var one = new Ledger();
    one.posted(ONE, false, 100, Fate.ACKNOWLEDGED);
    var may = new HashSet<>(Set.of(100));
    for (int i = 0; i < fates.size(); i++) {
      one.posted(ONE, false, i + 1, fates.get(i));
      if (fates.get(i) == Fate.ACKNOWLEDGED) {
        may.clear();
      }
      if (fates.get(i) != Fate.REFUSED) {
        may.add(i + 1);
      }
    }
    for (int rating : may) {
      assertThat(judge(one, rating).clean()).isTrue();
    }
    for (int rating = 1; rating <= fates.size(); rating++) {
      assertThat(judge(one, rating).clean()).isEqualTo(may.contains(rating));
    }
  }

  @Test
  void anAcknowledgedErasureTakesItOutOfStatesButNotOfHistory() {
    ledger.posted(ONE, true, 1, Fate.ACKNOWLEDGED);
    ledger.erased(ONE, Fate.ACKNOWLEDGED);
    assertThat(found(Map.of()).clean()).isTrue();
    assertThat(found(Map.of(ONE, 1)).lost()).isOne();
    var told = Reading.history("told", Reading.Due.UNHAPPY, Map.of(ONE, 1));
    assertThat(ledger.judge(List.of(told)).clean()).isTrue();
  }

  @Test
  void onlyTheUnhappyAreDueWhereCasesAre() {
    ledger.posted(ONE, false, 5, Fate.ACKNOWLEDGED);
    var none = Reading.state("cases", Reading.Due.UNHAPPY, Map.of());
    assertThat(ledger.judge(List.of(none)).clean()).isTrue();
    var one = Reading.state("cases", Reading.Due.UNHAPPY, Map.of(ONE, 1));
    assertThat(ledger.judge(List.of(one)).duplicated()).isOne();
  }

  @Property
  void theFateDoesNotDependOnTheOrderOfTheAnswers(@ForAll List<Fate> answers) {
    var forward = answers.stream().reduce(Fate.REFUSED, Fate::and);
    var reversed = new ArrayList<>(answers);
    java.util.Collections.reverse(reversed);
    assertThat(reversed.stream().reduce(Fate.REFUSED, Fate::and)).isEqualTo(forward);
    assertThat(forward.and(forward)).isEqualTo(forward);
  }

  /** Whatever is taken away or doubled of a perfect outcome is found, and nothing else is. */
  @Property
  void everyLossAndEveryDoubleIsCounted(
      @ForAll @Size(max = 60) List<Fate> fates,
      @ForAll List<@IntRange(min = 0, max = 59) Integer> hurt) {
    var all = new Ledger();
    var times = new HashMap<UUID, Integer>();
    for (int i = 0; i < fates.size(); i++) {
      all.posted(new UUID(1, i), false, 5, fates.get(i));
      if (fates.get(i) == Fate.ACKNOWLEDGED) {
        times.put(new UUID(1, i), 1);
      }
    }
    assertThat(all.judge(List.of(Reading.state("x", Reading.Due.ALL, times))).clean()).isTrue();
    long lost = 0;
    long doubled = 0;
    for (int i : hurt.stream().distinct().toList()) {
      var id = new UUID(1, i);
      if (times.containsKey(id)) {
        if (i % 2 == 0) {
          times.remove(id);
          lost++;
        } else {
          times.put(id, 2);
          doubled++;
        }
      }
    }
    var verdict = all.judge(List.of(Reading.state("x", Reading.Due.ALL, times)));
    assertThat(verdict.lost()).isEqualTo(lost);
    assertThat(verdict.duplicated()).isEqualTo(doubled);
    assertThat(verdict.sent()).isEqualTo(fates.size());
    assertThat(verdict.acknowledged() + verdict.indefinite())
        .isEqualTo(fates.stream().filter(f -> f != Fate.REFUSED).count());
  }
}
