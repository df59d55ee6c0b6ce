package heed.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import heed.events.CaseChanged;
import heed.events.CaseFact.CaseOpened;
import heed.events.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a case stands, by the event with its highest sequence. It names no person, so it outlives
 * the review.
 *
 * @param caseProduct null until the opening was seen, as are the other cuts
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CaseStanding(
    UUID caseId,
    long caseSequence,
    CaseChanged.Status caseStatus,
    CaseChanged.SlaStatus caseSla,
    CaseChanged.Recovery caseRecovery,
    Instant caseStartedAt,
    Instant caseDueAt,
    @Nullable Instant caseAnsweredAt,
    @Nullable String caseProduct,
    @Nullable String caseCountry,
    @Nullable Channel caseChannel,
    @Nullable String caseLanguage) {

  static CaseStanding of(CaseChanged event) {
    var sla = event.sla();
    var opened = event.fact() instanceof CaseOpened o ? o : null;
    return new CaseStanding(
        event.caseId(),
        event.sequence(),
        event.status(),
        sla.status(),
        event.recovery(),
        sla.startedAt().truncatedTo(ChronoUnit.MILLIS),
        sla.dueAt().truncatedTo(ChronoUnit.MILLIS),
        Content.millis(sla.answeredAt()),
        opened == null ? null : opened.productId(),
        opened == null ? null : opened.country(),
        opened == null ? null : opened.channel(),
        opened == null ? null : opened.language());
  }

  /** After one more event, earlier or later. */
  CaseStanding and(CaseChanged event) {
    var other = of(event);
    return other.caseSequence > caseSequence ? other.cutAs(this) : cutAs(other);
  }

  /** With the cuts of the other, where it has none of its own. */
  private CaseStanding cutAs(CaseStanding other) {
    return caseProduct != null || other.caseProduct == null
        ? this
        : new CaseStanding(
            caseId,
            caseSequence,
            caseStatus,
            caseSla,
            caseRecovery,
            caseStartedAt,
            caseDueAt,
            caseAnsweredAt,
            other.caseProduct,
            other.caseCountry,
            other.caseChannel,
            other.caseLanguage);
  }

  /**
   * When it counts: once decided at the answer or the due time, before and without a decision where
   * it started.
   */
  @JsonProperty
  Instant caseCountedAt() {
    return switch (caseSla) {
      case MET -> caseAnsweredAt == null ? caseDueAt : caseAnsweredAt;
      case BREACHED -> caseDueAt;
      case RUNNING, AT_RISK, CANCELLED -> caseStartedAt;
    };
  }

  void count(String storefront, Tally tally, int sign) {
    tally.add(cell(storefront, caseCountedAt()), Measure.outcome(caseSla), sign);
    if (caseAnsweredAt != null) {
      var time = Duration.between(caseStartedAt, caseAnsweredAt);
      tally.addResponse(cell(storefront, caseAnsweredAt), ResponseTimes.bucket(time), sign);
    }
  }

  /** What is asked of reviews counts where the review is. */
  void countReview(Cell review, Tally tally, int sign) {
    tally.add(review, Measure.CASES, sign);
    if (caseAnsweredAt != null) {
      tally.add(review, Measure.ANSWERED, sign);
    }
    if (caseRecovery != CaseChanged.Recovery.NONE) {
      tally.add(review, Measure.RECOVERABLE, sign);
    }
    if (caseRecovery == CaseChanged.Recovery.RECOVERED) {
      tally.add(review, Measure.RECOVERED, sign);
    }
  }

  private Cell cell(String storefront, Instant at) {
    var channel = caseChannel == null ? null : caseChannel.name();
    return Cell.of(storefront, caseProduct, caseCountry, channel, caseLanguage, at);
  }
}
