package heed.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Heed makes of a review.
 *
 * @param language null if it cannot be told
 * @param sentiment null if undecidable: counted as untagged, opens no case
 * @param model the model that decided, such as {@code linear-2026.1}
 */
public record Tags(
    @Nullable Language language,
    @Nullable Sentiment sentiment,
    List<AspectMention> aspects,
    Urgency urgency,
    String model) {
  public Tags {
    aspects = List.copyOf(Wire.require(aspects, "tags.aspects"));
    Wire.require(urgency, "tags.urgency");
    Wire.require(model, "tags.model");
  }

  /** True if this review calls for a person: negative, or text and rating contradict each other. */
  public boolean callForCase() {
    return sentiment != null && (sentiment.label() == Label.NEGATIVE || sentiment.mismatch());
  }

  public enum Label {
    NEGATIVE,
    NEUTRAL,
    POSITIVE
  }

  /** What the sentiment was read from; BOTH is text and rating. */
  public enum Basis {
    TEXT,
    RATING,
    SURVEY,
    BOTH
  }

  public enum Urgency {
    LOW,
    NORMAL,
    HIGH
  }

  /** The causes that matter to shops. */
  public enum Aspect {
    DELIVERY,
    PACKAGING,
    PRICE,
    QUALITY,
    FIT,
    USABILITY,
    SUPPORT,
    RETURNS,
    WEBSITE,
    PAYMENT,
    OTHER
  }

  /**
   * @param code BCP 47
   * @param confidence 0-1
   */
  public record Language(String code, double confidence) {
    public Language {
      Wire.require(code, "tags.language.code");
      Wire.share(confidence, "tags.language.confidence");
    }
  }

  /**
   * @param score strength, -1 (worst) to 1 (best)
   * @param confidence 0-1
   * @param mismatch confident text and rating contradict each other
   */
  public record Sentiment(
      Label label, double score, double confidence, Basis basis, boolean mismatch) {
    public Sentiment {
      Wire.require(label, "tags.sentiment.label");
      Wire.require(basis, "tags.sentiment.basis");
      Wire.share(confidence, "tags.sentiment.confidence");
      if (!(score >= -1 && score <= 1)) {
        throw new IllegalArgumentException(
            "tags.sentiment.score is " + score + ", must be -1 to 1");
      }
    }
  }

  /**
   * @param quote an exact span of title or text
   */
  public record AspectMention(Aspect aspect, Label sentiment, String quote) {
    public AspectMention {
      Wire.require(aspect, "tags.aspects.aspect");
      Wire.require(sentiment, "tags.aspects.sentiment");
      Wire.require(quote, "tags.aspects.quote");
    }
  }
}
