package heed.alerting;

import heed.events.Channel;
import heed.events.ReviewTagged;
import heed.events.Tags.Aspect;
import heed.events.Tags.Label;
import heed.events.Tags.Urgency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules can ask of a review.
 *
 * @param aspects the causes it names and does not praise
 * @param score of its sentiment, -1 to 1; null if that is undecidable
 */
record Traits(
    String storefront,
    String product,
    @Nullable String language,
    @Nullable String country,
    Channel channel,
    List<Aspect> aspects,
    Urgency urgency,
    @Nullable Double score) {

  static Traits of(ReviewTagged tagged) {
    var review = tagged.review();
    var tags = tagged.tags();
    var sentiment = tags.sentiment();
    return new Traits(
        review.storefront(),
        review.product().id(),
        ReviewDecider.language(tagged),
        review.country(),
        review.channel(),
        tags.aspects().stream()
            .filter(a -> a.sentiment() != Label.POSITIVE)
            .map(a -> a.aspect())
            .distinct()
            .toList(),
        tags.urgency(),
        sentiment == null ? null : sentiment.score());
  }
}
