package heed.sentiment;

import heed.events.Rating;
import heed.events.Survey;
import heed.events.Tags;
import heed.events.Tags.Basis;
import heed.events.Tags.Label;
import heed.events.Tags.Sentiment;
import heed.sentiment.learning.ShopHeads;
import heed.sentiment.model.Opinion;
import heed.sentiment.model.Stance;
import heed.sentiment.model.TextModel;
import org.jspecify.annotations.Nullable;

/**
 * Joins text, rating and survey into tags. A rating weighs most; a text speaks where there is none
 * or where it sits in the middle; a confident text against the rating is told as a mismatch, since
 * five stars over an angry text is a customer to call.
 */
final class Tagger {
  /** So sure must a text be before it contradicts a rating. */
  static final double CONFIDENT = 0.85;

  /** So sure must a text be before it tips a rating in the middle. */
  static final double TIPPING = 0.75;

  /** With a survey only, the text decides if it is at least this sure. */
  static final double LEADING = 0.6;

  /** How sure a figure alone makes: people press the wrong star now and then. */
  private static final double FIGURE = 0.9;

  private static final double RATING_SHARE = 0.65;

  private final TextModel model;
  private final ShopHeads shops;

  Tagger(TextModel model) {
    this(model, new ShopHeads());
  }

  Tagger(TextModel model, ShopHeads shops) {
    this.model = model;
    this.shops = shops;
  }

  Tags tag(
      @Nullable String title,
      @Nullable String text,
      @Nullable String language,
      @Nullable Rating rating,
      @Nullable Survey survey) {
    return tag(title, text, language, rating, survey, null);
  }

  /** The tags, read with what the storefront's own customers taught. */
  Tags tag(
      @Nullable String title,
      @Nullable String text,
      @Nullable String language,
      @Nullable Rating rating,
      @Nullable Survey survey,
      @Nullable String storefront) {
    var taught = shops.of(storefront);
    var opinion = model.read(joined(title, text), language, taught.heads());
    var sentiment = sentiment(opinion.stance(), Given.of(rating, survey));
    return new Tags(
        opinion.language(),
        sentiment,
        opinion.aspects(),
        Urgencies.of(opinion, sentiment),
        modelOf(opinion, taught));
  }

  /** The model that decided; a shop's own head is told by its suffix. */
  private String modelOf(Opinion opinion, ShopHeads.Taught taught) {
    if (opinion.model() != null) {
      return opinion.model();
    }
    return model.name() + (model.teachable() ? taught.suffix(code(opinion)) : "");
  }

  private static @Nullable String code(Opinion opinion) {
    return opinion.language() == null ? null : opinion.language().code();
  }

  private static String joined(@Nullable String title, @Nullable String text) {
    if (title == null || title.isBlank()) {
      return text == null ? "" : text;
    }
    return text == null ? title : title + "\n" + text;
  }

  static @Nullable Sentiment sentiment(@Nullable Stance stance, @Nullable Given given) {
    if (stance == null) {
      return given == null ? null : alone(given);
    }
    if (given == null) {
      return of(stance);
    }
    if (given.basis() == Basis.SURVEY) {
      return stance.confidence() >= LEADING ? of(stance) : alone(given);
    }
    return both(stance, given);
  }

  private static Sentiment alone(Given given) {
    return new Sentiment(given.label(), rounded(given.score()), FIGURE, given.basis(), false);
  }

  private static Sentiment of(Stance stance) {
    return new Sentiment(
        stance.label(),
        signed(stance.score(), stance.label()),
        rounded(stance.confidence()),
        Basis.TEXT,
        false);
  }

  private static Sentiment both(Stance stance, Given given) {
    var tipped = given.label() == Label.NEUTRAL && stance.confidence() >= TIPPING;
    var label = tipped ? stance.label() : given.label();
    var score = RATING_SHARE * given.score() + (1 - RATING_SHARE) * stance.score();
    return new Sentiment(
        label,
        signed(score, label),
        confidence(stance, given, label),
        Basis.BOTH,
        contradicts(stance, given));
  }

  private static boolean contradicts(Stance stance, Given given) {
    var polar = given.label() != Label.NEUTRAL && stance.label() != Label.NEUTRAL;
    return polar && given.label() != stance.label() && stance.confidence() >= CONFIDENT;
  }

  /** Two witnesses who agree are surer than one, and less sure where they do not. */
  private static double confidence(Stance stance, Given given, Label label) {
    if (given.label() == Label.NEUTRAL && label != Label.NEUTRAL) {
      return rounded(stance.confidence());
    }
    var text =
        switch (label) {
          case NEGATIVE -> stance.negative();
          case NEUTRAL -> stance.neutral();
          case POSITIVE -> stance.positive();
        };
    return rounded(
        FIGURE * text / (FIGURE * text + (1 - FIGURE) * (1 - text)) * 0.5 + FIGURE * 0.5);
  }

  private static double signed(double score, Label label) {
    return rounded(
        switch (label) {
          case NEGATIVE -> Math.clamp(score, -1.0, -0.01);
          case NEUTRAL -> Math.clamp(score, -1.0, 1.0);
          case POSITIVE -> Math.clamp(score, 0.01, 1.0);
        });
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
