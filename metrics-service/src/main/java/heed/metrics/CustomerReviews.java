package heed.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import heed.metrics.Fold.Key;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All reviews of a customer with all that is known of them, some at a time, so that it takes no
 * more memory for somebody who wrote ten thousand.
 */
@Singleton
public class CustomerReviews {
  private static final int SOME = 100;
  private static final String PAGE =
      """
      select to_json(r) from reviews r
      where r.storefront = ? and r.customer_id = ? and r.revision is not null
        and (r.placed_at, r.review_id) < (?, ?)
      order by r.placed_at desc, r.review_id desc limit ?
      """;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final UUID LAST = new UUID(-1, -1);

  private final Transactions transactions;

  CustomerReviews(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A review as it is exported.
   *
   * @param firstReceivedAt of the first revision that was accepted
   * @param standing how its case stands, and the cuts by which it counts
   * @param answers in public, as they are shown with it
   */
  record ExportedReview(
      ReviewAnswer review,
      @Nullable String orderId,
      @Nullable Boolean consent,
      Instant firstReceivedAt,
      @Nullable CaseStanding standing,
      List<DisplayRows.Entry> displayHistory,
      List<PublicAnswers.Answer> answers) {}

  /** Writes them as the elements of an array, newest first. */
  public void write(JsonGenerator json, String storefront, String customerId) throws IOException {
    var after = new Reviews.Position(LATEST, LAST);
    for (var more = true; more; ) {
      var last = after;
      var some = transactions.read(c -> some(c, storefront, customerId, last));
      for (var fact : some.facts()) {
        after = Reviews.Position.of(fact);
      }
      for (var review : some.reviews()) {
        json.writePOJO(review);
      }
      more = some.facts().size() == SOME;
    }
  }

  private record Some(List<Fact> facts, List<ExportedReview> reviews) {}

  private static Some some(
      Connection connection, String storefront, String customerId, Reviews.Position after)
      throws SQLException {
    var facts = facts(connection, storefront, customerId, after);
    var keys = facts.stream().map(f -> new Key(f.storefront(), f.reviewId())).toList();
    var states = DisplayRows.load(connection, keys);
    var answers =
        PublicAnswers.of(connection, storefront, keys.stream().map(Key::reviewId).toList());
    var reviews = new ArrayList<ExportedReview>();
    for (var fact : facts) {
      var key = new Key(fact.storefront(), fact.reviewId());
      var review = Reviews.review(fact);
      reviews.add(
          new ExportedReview(
              ReviewAnswer.of(fact, review).with(states.get(key)),
              review.content().orderId(),
              review.content().consent(),
              review.place().firstReceivedAt(),
              fact.standing(),
              DisplayRows.history(connection, key),
              answers.getOrDefault(fact.reviewId(), List.of())));
    }
    return new Some(facts, reviews);
  }

  private static List<Fact> facts(
      Connection connection, String storefront, String customerId, Reviews.Position after)
      throws SQLException {
    try (var statement = connection.prepareStatement(PAGE)) {
      new Sql(connection, statement)
          .arg(storefront)
          .arg(customerId)
          .arg(after.placedAt())
          .arg(after.id())
          .arg(SOME);
      return Reviews.facts(statement);
    }
  }
}
