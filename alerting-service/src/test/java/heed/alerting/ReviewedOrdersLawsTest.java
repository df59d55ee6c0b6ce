package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.Customer;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** All that asking hears of reviews is which orders they are of, whatever they say. */
class ReviewedOrdersLawsTest {
  private static final Instant AT = Instant.parse("2026-06-01T09:00:00Z");

  private static FromStream review(
      int n, Label label, int stars, @Nullable String text, Channel channel) {
    var review =
        new Review(
            new UUID(1, n),
            "shop",
            "x-" + n,
            new Product("sku-" + n, "Kettle"),
            n % 3 == 0 ? null : new Order("order-" + n, AT),
            new Customer("c-" + n, null),
            channel,
            new Rating(Rating.Scale.STARS_5, stars),
            null,
            null,
            text,
            "lv",
            "LV",
            AT,
            AT);
    return new FromStream.Tagged(new ReviewTagged(review, n, Given.tags(label, stars == 1)));
  }

  @Property(tries = 300)
  void theSameOrdersAreHeardOfWhateverTheReviewsSay(
      @ForAll @Size(10) List<Label> labels,
      @ForAll @Size(10) List<@IntRange(min = 1, max = 5) Integer> stars,
      @ForAll @Size(10) List<Channel> channels,
      @ForAll String text) {
    var plain = new ArrayList<FromStream>();
    var said = new ArrayList<FromStream>();
    for (var n = 0; n < 10; n++) {
      plain.add(review(n, Label.NEUTRAL, 3, null, Channel.STOREFRONT));
      said.add(review(n, labels.get(n), stars.get(n), text, channels.get(n)));
    }
    assertThat(ReviewedOrders.of(said, item -> false))
        .isEqualTo(ReviewedOrders.of(plain, item -> false))
        .hasSize(6);
  }
}
