package heed.sentiment.learning;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.Customer;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Rating.Scale;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import heed.events.Tags.Label;
import heed.events.Tags.Language;
import heed.events.Tags.Urgency;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplesTest {
  private static final String TEXT = "Terrible kettle, it leaks and the shop does not answer";
  private final Samples samples =
      new Samples("linear", new CustomerKeys(Optional.empty(), Optional.empty()));

  private @Nullable ShopSample of(@Nullable Rating rating, String text, double sure) {
    var review =
        new Review(
            UUID.randomUUID(),
            "riga-shop",
            "order-1",
            new Product("sku-1", "Kettle"),
            null,
            new Customer("c-17", "sealed"),
            Channel.STOREFRONT,
            rating,
            null,
            null,
            text,
            "en",
            null,
            null,
            Taught.START);
    var tags = new Tags(new Language("en", sure), null, List.of(), Urgency.NORMAL, "linear");
    return samples.of(new ReviewTagged(review, 7, tags));
  }

  @ParameterizedTest
  @CsvSource({"1,NEGATIVE", "2,NEGATIVE", "3,NEUTRAL", "4,POSITIVE", "5,POSITIVE"})
  void theStarsAreTheLabel(int stars, Label label) {
    var sample = of(new Rating(Scale.STARS_5, stars), TEXT, 0.9);
    assertThat(sample).isNotNull().extracting(ShopSample::label).isEqualTo(label);
  }

  @Test
  void learnsOnlyFromStarsOverEnoughTextInALanguageThatIsSure() {
    var stars = new Rating(Scale.STARS_5, 1);
    assertThat(of(null, TEXT, 0.9)).isNull();
    assertThat(of(new Rating(Scale.POINTS_10, 1), TEXT, 0.9)).isNull();
    assertThat(of(stars, "Bad", 0.9)).isNull();
    assertThat(of(stars, TEXT, 0.79)).isNull();
  }

  @Test
  void holdsNeitherTextNorCustomerAndIsReadBackAsItWas() {
    var sample = of(new Rating(Scale.STARS_5, 1), TEXT, 0.9);
    assertThat(sample).isNotNull();
    var json = EventJson.write(sample);
    assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("ettle", "c-17", "sealed");
    assertThat(EventJson.read(json, ShopSample.class)).usingRecursiveComparison().isEqualTo(sample);
  }

  @Test
  void anErasureFindsTheCustomerOfThatStorefrontAlone() {
    var sample = of(new Rating(Scale.STARS_5, 1), TEXT, 0.9);
    assertThat(sample).isNotNull();
    assertThat(erased("riga-shop")).isEqualTo(sample.customerKey());
    assertThat(erased("other-shop")).isNotEqualTo(sample.customerKey());
  }

  @Test
  void anErasureFindsWhatAKeyBeforeTheRotationMarked() {
    var before = new CustomerKeys(Optional.of(key('a')), Optional.empty());
    var after = new CustomerKeys(Optional.of(key('b')), Optional.of(List.of(key('a'))));
    assertThat(after.of("riga-shop", "c-17")).isNotEqualTo(before.of("riga-shop", "c-17"));
    var marks = new Samples("linear", after).erased(gone("riga-shop"));
    assertThat(marks)
        .extracting(ErasedCustomer::erasedCustomer)
        .containsExactly(after.of("riga-shop", "c-17"), before.of("riga-shop", "c-17"));
    assertThat(marks).extracting(Samples::key).doesNotHaveDuplicates();
  }

  private static String key(char of) {
    return Base64.getEncoder()
        .encodeToString(String.valueOf(of).repeat(32).getBytes(StandardCharsets.US_ASCII));
  }

  private String erased(String storefront) {
    return samples.erased(gone(storefront)).getFirst().erasedCustomer();
  }

  private static CustomerErased gone(String storefront) {
    return new CustomerErased(storefront, "c-17", Taught.START, null);
  }
}
