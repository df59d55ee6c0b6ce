package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a case; one record per {@code ce_type}. Ids and facts only, never texts or
 * names.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface CaseFact {
  /** The event that tells it. */
  EventType type();

  /** Why a case was opened or opened again. */
  enum Cause {
    NEGATIVE,
    MISMATCH,
    PERSON
  }

  /** Why a case ended without an answer. */
  enum CancelReason {
    NO_LONGER_NEGATIVE,
    ERASED
  }

  /** Who may read an answer; only a PUBLIC one stops the first-response clock. */
  enum Visibility {
    PUBLIC,
    INTERNAL
  }

  /** The cuts by which KPIs are read travel with the opening, so that they outlive an erasure. */
  record CaseOpened(
      Cause cause,
      long revision,
      String productId,
      @Nullable String language,
      @Nullable String country,
      Channel channel,
      @Nullable Rating rating,
      String team,
      String priority)
      implements CaseFact {
    public CaseOpened {
      Wire.require(cause, "cause");
      Wire.require(productId, "productId");
      Wire.require(channel, "channel");
      Wire.require(team, "team");
      Wire.require(priority, "priority");
    }

    @Override
    public EventType type() {
      return EventType.CASE_OPENED;
    }
  }

  record CaseAcknowledged() implements CaseFact {
    @Override
    public EventType type() {
      return EventType.CASE_ACKNOWLEDGED;
    }
  }

  /** Acknowledged, then untouched for too long. */
  record CaseUnacknowledged() implements CaseFact {
    @Override
    public EventType type() {
      return EventType.CASE_UNACKNOWLEDGED;
    }
  }

  record CaseAssigned(@Nullable String assignee, @Nullable String team) implements CaseFact {
    @Override
    public EventType type() {
      return EventType.CASE_ASSIGNED;
    }
  }

  record CaseNoted(UUID noteId) implements CaseFact {
    public CaseNoted {
      Wire.require(noteId, "noteId");
    }

    @Override
    public EventType type() {
      return EventType.CASE_NOTED;
    }
  }

  /**
   * @param first true if this answer is the first response
   */
  record CaseAnswered(UUID answerId, Visibility visibility, boolean first) implements CaseFact {
    public CaseAnswered {
      Wire.require(answerId, "answerId");
      Wire.require(visibility, "visibility");
    }

    @Override
    public EventType type() {
      return EventType.CASE_ANSWERED;
    }
  }

  record CaseResolved(boolean answered) implements CaseFact {
    @Override
    public EventType type() {
      return EventType.CASE_RESOLVED;
    }
  }

  /**
   * @param cause PERSON, or what the revised review calls for
   */
  record CaseReopened(Cause cause) implements CaseFact {
    public CaseReopened {
      Wire.require(cause, "cause");
    }

    @Override
    public EventType type() {
      return EventType.CASE_REOPENED;
    }
  }

  record CaseRevised(long revision, @Nullable Rating rating) implements CaseFact {
    @Override
    public EventType type() {
      return EventType.CASE_REVISED;
    }
  }

  /** The rating rose after a public answer; told once per case. */
  record CaseRecovered(Rating from, Rating to) implements CaseFact {
    public CaseRecovered {
      Wire.require(from, "from");
      Wire.require(to, "to");
    }

    @Override
    public EventType type() {
      return EventType.CASE_RECOVERED;
    }
  }

  record CaseCancelled(CancelReason reason) implements CaseFact {
    public CaseCancelled {
      Wire.require(reason, "reason");
    }

    @Override
    public EventType type() {
      return EventType.CASE_CANCELLED;
    }
  }

  /** Which promise a mark is of; absent in an event: that of the first response. */
  enum Clock {
    NEXT_RESPONSE,
    RESOLUTION
  }

  /**
   * Somebody is to be paged, because the case still waits for its answer.
   *
   * @param step unique within the policy of the case, such as {@code lead}
   * @param to TEAM, LEAD, MANAGER or WEBHOOK
   * @param endpoint where to, for a WEBHOOK
   */
  record CaseEscalated(String step, @Nullable String to, @Nullable String endpoint)
      implements CaseFact {
    public CaseEscalated {
      Wire.require(step, "step");
    }

    @Override
    public EventType type() {
      return EventType.CASE_ESCALATED;
    }
  }

  /**
   * @param fraction of the time to the due time that has passed, 0-1
   * @param clock null for the first response
   */
  record SlaWarned(double fraction, @Nullable Clock clock) implements CaseFact {
    public SlaWarned {
      Wire.share(fraction, "fraction");
    }

    @Override
    public EventType type() {
      return EventType.SLA_WARNED;
    }
  }

  /**
   * @param clock null for the first response
   */
  record SlaBreached(@Nullable Clock clock) implements CaseFact {
    @Override
    public EventType type() {
      return EventType.SLA_BREACHED;
    }
  }
}
