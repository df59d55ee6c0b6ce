package heed.metrics;

import heed.events.Order;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import heed.events.Tags.Aspect;
import heed.events.Tags.AspectMention;
import heed.events.Tags.Label;
import java.util.List;

/** A review with what it says: the words, the aspects, the order, any rating. */
record Said(Given given, String text, String order, Rating rating, List<AspectMention> mentions) {
  static Said by(Given given) {
    var rating = given.stars() == null ? null : new Rating(Rating.Scale.STARS_5, given.stars());
    return new Said(given, "words", null, rating, List.of());
  }

  Said text(String text) {
    return new Said(given, text, order, rating, mentions);
  }

  Said ordered(String order) {
    return new Said(given, text, order, rating, mentions);
  }

  Said rated(Rating.Scale scale, int value) {
    return new Said(given, text, order, new Rating(scale, value), mentions);
  }

  Said unrated() {
    return new Said(given, text, order, null, mentions);
  }

  Said naming(Aspect aspect, Label label) {
    return naming(aspect, label, "of " + aspect + " in " + given.externalId());
  }

  Said naming(Aspect aspect, Label label, String quote) {
    var more = new java.util.ArrayList<>(mentions);
    more.add(new AspectMention(aspect, label, quote));
    return new Said(given, text, order, rating, more);
  }

  ReviewTagged event(long revision) {
    var event = given.event(revision);
    var r = event.review();
    var review =
        new Review(
            r.id(),
            r.storefront(),
            r.externalId(),
            r.product(),
            order == null ? null : new Order(order, null),
            r.customer(),
            r.channel(),
            rating,
            r.survey(),
            r.title(),
            text,
            r.language(),
            r.country(),
            r.submittedAt(),
            r.receivedAt());
    var tags = event.tags();
    return new ReviewTagged(
        review,
        revision,
        new Tags(tags.language(), tags.sentiment(), mentions, tags.urgency(), tags.model()));
  }

  Heard tagged(long revision) {
    return new Heard.Tagged(event(revision));
  }

  /** As it is kept, when nothing else was said. */
  LatestReview latest() {
    return LatestReview.first(event(1));
  }
}
