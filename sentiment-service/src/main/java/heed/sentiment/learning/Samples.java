package heed.sentiment.learning;

import heed.events.CustomerErased;
import heed.events.Rating.Scale;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import heed.sentiment.model.Languages;
import heed.sentiment.model.Lexicons;
import heed.sentiment.model.Reading;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides which review is a sample, and what {@code training-samples} keeps of it. */
final class Samples {
  /** Below this the language may be another one, and the sample would teach the wrong head. */
  static final double SURE_OF_LANGUAGE = 0.8;

  /** A shorter text says less than its stars; a longer one is a list, not an opinion. */
  static final int FEWEST_GRAMS = 20;

  static final int MOST_GRAMS = 8000;

  private static final String CUSTOMER = "customer-erased:";

  private final String model;
  private final CustomerKeys customers;
  private final Lexicons lexicons = new Lexicons();

  /**
   * @param model whose features are written
   */
  Samples(String model, CustomerKeys customers) {
    this.model = model;
    this.customers = customers;
  }

  /** False if it teaches nothing, as far as can be told without reading its text. */
  static boolean mayTeach(ReviewTagged tagged) {
    var rating = tagged.review().rating();
    var language = tagged.tags().language();
    return rating != null
        && rating.scale() == Scale.STARS_5
        && language != null
        && language.confidence() >= SURE_OF_LANGUAGE
        && Languages.COVERED.contains(language.code());
  }

  /** The sample of a review, or null if it teaches nothing. */
  synchronized @Nullable ShopSample of(ReviewTagged tagged) {
    var review = tagged.review();
    var rating = review.rating();
    var language = tagged.tags().language();
    if (rating == null || language == null || !mayTeach(tagged)) {
      return null;
    }
    var text =
        Stream.of(review.title(), review.text())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n"));
    var reading = Reading.of(text, lexicons.of(language.code()));
    var grams = reading.grams();
    if (grams.buckets().length < FEWEST_GRAMS || grams.buckets().length > MOST_GRAMS) {
      return null;
    }
    return new ShopSample(
        review.storefront(),
        language.code(),
        model,
        label(rating.value()),
        tagged.revision(),
        review.receivedAt(),
        customerKey(tagged),
        grams.buckets(),
        ShopSample.cut(grams.amounts()),
        ShopSample.cut(reading.tone()));
  }

  private @Nullable String customerKey(ReviewTagged tagged) {
    var customer = tagged.review().customer();
    return customer == null || customer.id() == null
        ? null
        : customers.of(tagged.review().storefront(), customer.id());
  }

  private static Label label(int stars) {
    return stars <= 2 ? Label.NEGATIVE : stars == 3 ? Label.NEUTRAL : Label.POSITIVE;
  }

  /**
   * The marks by which the training copy finds a customer's samples, one for each key that may have
   * marked them; they stay, as keyed hashes.
   */
  List<ErasedCustomer> erased(CustomerErased erased) {
    return customers.all(erased.storefront(), erased.customerId()).stream()
        .map(key -> new ErasedCustomer(key, erased.erasedAt()))
        .toList();
  }

  static String key(ErasedCustomer erased) {
    return CUSTOMER + erased.erasedCustomer();
  }

  static boolean isErasure(String key) {
    return key.startsWith(CUSTOMER);
  }
}
