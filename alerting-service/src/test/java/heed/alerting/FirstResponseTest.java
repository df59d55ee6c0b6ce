package heed.alerting;

import static heed.events.CaseChanged.SlaStatus.AT_RISK;
import static heed.events.CaseChanged.SlaStatus.BREACHED;
import static heed.events.CaseChanged.SlaStatus.CANCELLED;
import static heed.events.CaseChanged.SlaStatus.MET;
import static heed.events.CaseChanged.SlaStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstResponseTest {
  private static final ZoneId RIGA = ZoneId.of("Europe/Riga");
  private final FirstResponse clock = FirstResponse.start(Given.POLICY, Given.TEN);

  @ParameterizedTest
  @CsvSource({
    "2026-03-28T12:00, 2026-03-29T13:00", // over the spring jump
    "2026-10-24T12:00, 2026-10-25T11:00", // over the autumn one
    "2026-11-23T12:00, 2026-11-24T12:00"
  })
  void aDayIsTwentyFourHoursAlsoWhenTheClocksChange(LocalDateTime from, LocalDateTime due) {
    var start = from.atZone(RIGA).toInstant();
    assertThat(FirstResponse.start(Given.POLICY, start).dueAt())
        .isEqualTo(due.atZone(RIGA).toInstant());
  }

  @Test
  void anAnswerAtTheDueTimeIsInTimeAndOneAfterItIsNot() {
    var due = clock.dueAt();
    assertThat(clock.answered(due).status(due.plusSeconds(9))).isEqualTo(MET);
    assertThat(clock.answered(due.plusMillis(1)).status(due.plusSeconds(9))).isEqualTo(BREACHED);
  }

  @Test
  void runsThenIsAtRiskThenBreached() {
    assertThat(clock.status(after(0.79))).isEqualTo(RUNNING);
    assertThat(clock.status(after(0.8))).isEqualTo(AT_RISK);
    assertThat(clock.status(clock.dueAt())).isEqualTo(AT_RISK);
    assertThat(clock.status(clock.dueAt().plusMillis(1))).isEqualTo(BREACHED);
  }

  @Test
  void stoppedInsideThePromiseItIsCancelledAndAfterItABreach() {
    assertThat(clock.stopped(clock.dueAt()).status(after(9))).isEqualTo(CANCELLED);
    assertThat(clock.stopped(clock.dueAt().plusMillis(1)).status(after(9))).isEqualTo(BREACHED);
  }

  @Test
  void aLateAnswerNeverMendsABreachOrRestartsWhatWasStopped() {
    var late = clock.answered(after(2));
    assertThat(late.status(after(3))).isEqualTo(BREACHED);
    assertThat(late.stopped(after(3)).status(after(4))).isEqualTo(BREACHED);
    assertThat(clock.stopped(after(0.5)).answered(after(0.6)).status(after(9)))
        .isEqualTo(CANCELLED);
    assertThat(clock.answered(after(0.3)).answered(after(2)).answeredAt()).isEqualTo(after(0.3));
  }

  @Test
  void aPolicyThatNeverWarnsHasOnlyTheBreachAhead() {
    var policy = SlaPolicy.of(1, Duration.ofSeconds(30), List.of(), Duration.ofHours(4));
    var silent = FirstResponse.start(policy, Given.TEN);
    assertThat(silent.marksAhead()).extracting(Mark::name).containsExactly("breached");
    assertThat(silent.status(silent.dueAt())).isEqualTo(RUNNING);
  }

  @Test
  void anAnsweredOrStoppedClockHasNoMarksAhead() {
    assertThat(clock.marksAhead())
        .extracting(Mark::name)
        .containsExactly("warned-0.5", "warned-0.8", "breached");
    assertThat(clock.marked(after(0.5)).marksAhead()).hasSize(2);
    assertThat(clock.answered(after(0.1)).marksAhead()).isEmpty();
    assertThat(clock.stopped(after(0.1)).marksAhead()).isEmpty();
  }

  @Test
  void aPolicyRefusesWhatCannotBeKept() {
    assertThatThrownBy(() -> SlaPolicy.of(1, Duration.ZERO, List.of(), Duration.ofHours(4)))
        .hasMessage("heed.sla.first-response is PT0S, must be positive");
    assertThatThrownBy(
            () -> SlaPolicy.of(1, Duration.ofHours(1), List.of(1.0), Duration.ofHours(4)))
        .hasMessage("heed.sla.warn-at has 1.0, must be above 0 and below 1");
  }

  private Instant after(double shares) {
    return Given.TEN.plusMillis(Math.round(Duration.ofHours(24).toMillis() * shares));
  }
}
