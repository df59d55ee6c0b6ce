package heed.alerting.telling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to deliver. */
sealed interface Outcome {
  /** In a few words, without an address or a text; what the delivery shows. */
  String words();

  /** The receiver's answer, of HTTP or SMTP; null if there was none. */
  @Nullable Integer status();

  /** As metrics name it. */
  String label();

  record Delivered(@Nullable Integer status) implements Outcome {
    @Override
    public String words() {
      return "delivered";
    }

    @Override
    public String label() {
      return "delivered";
    }
  }

  /**
   * Trying again may help.
   *
   * @param retryAfter the pause that the receiver asked for; null for none
   */
  record Failed(String words, @Nullable Integer status, @Nullable Duration retryAfter)
      implements Outcome {
    static Failed of(String words) {
      return new Failed(words, null, null);
    }

    @Override
    public String label() {
      return "failed";
    }
  }

  /** The mail server took no letter at all; it is no failure of this one. */
  record Away(String words, @Nullable Integer status) implements Outcome {
    static final String WORDS = "the mail server is away";

    static Away because(String why, @Nullable Integer status) {
      return new Away(WORDS + ": " + why, status);
    }

    @Override
    public String label() {
      return "away";
    }
  }

  /**
   * Trying again will not help.
   *
   * @param address true if the receiver says that there is no such address
   */
  record Refused(String words, @Nullable Integer status, boolean address) implements Outcome {
    Refused(String words, @Nullable Integer status) {
      this(words, status, false);
    }

    @Override
    public String label() {
      return "refused";
    }
  }

  /** It is not the hour for it; it counts as no failure. */
  record Later(Instant until) implements Outcome {
    static final String WORDS = "it waits for the hour in which it may arrive";

    @Override
    public String words() {
      return WORDS;
    }

    @Override
    public @Nullable Integer status() {
      return null;
    }

    @Override
    public String label() {
      return "postponed";
    }
  }

  /** The receiver wants no more, ever. */
  record Gone(@Nullable Integer status) implements Outcome {
    @Override
    public String words() {
      return "the receiver answered 410: it is gone";
    }

    @Override
    public String label() {
      return "gone";
    }
  }

  /** It is not so any more, or nobody is left to tell. */
  record Dropped(String words) implements Outcome {
    static final String FORGOTTEN = "it was forgotten";

    @Override
    public @Nullable Integer status() {
      return null;
    }

    @Override
    public String label() {
      return "dropped";
    }
  }
}
