package heed.alerting;

import heed.alerting.BesideCases.ReviewedOrder;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which orders the reviews of a batch are of, and no more than that. */
final class ReviewedOrders {
  private ReviewedOrders() {}

  static List<ReviewedOrder> of(List<FromStream> items, Predicate<FromStream> refused) {
    return items.stream().filter(refused.negate()).flatMap(ReviewedOrders::order).toList();
  }

  private static Stream<ReviewedOrder> order(FromStream item) {
    if (item instanceof FromStream.Tagged tagged) {
      var review = tagged.event().review();
      var id = review.order() == null ? null : review.order().id();
      if (id != null) {
        return Stream.of(new ReviewedOrder(review.storefront(), id, review.receivedAt()));
      }
    }
    return Stream.empty();
  }
}
