package heed.sentiment.learning;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.CustomerErased;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Rating.Scale;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import heed.events.Tags.Language;
import heed.events.Tags.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of a batch is learnt; nothing here needs a broker. */
class SampleLogTest {
  private static final int MANY = 1000;
  private static final int SAVED = 100;
  private static final Rating ONE_STAR = new Rating(Scale.STARS_5, 1);

  private final SampleLog log =
      new SampleLog(
          Map.of("bootstrap.servers", "127.0.0.1:1"),
          new Slow(),
          new LearningMetrics(new SimpleMeterRegistry()),
          new CustomerKeys(Optional.empty(), Optional.empty()));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void whatTeachesNothingTakesNothingFromWhatDoes() {
    assertThat(log.chosen(many(heard("shop", null, "en", 0.9)))).isEmpty();
    assertThat(log.chosen(many(heard("shop", new Rating(Scale.POINTS_10, 1), "en", 0.9))))
        .isEmpty();
    assertThat(log.chosen(many(heard("shop", ONE_STAR, "en", 0.5)))).isEmpty();
    assertThat(log.chosen(many(heard("shop", ONE_STAR, "xx", 0.9)))).isEmpty();
    assertThat(log.chosen(List.of(heard("shop", ONE_STAR, "en", 0.9)))).hasSize(1);
  }

  @Test
  void theFileOfOneStorefrontTakesNothingFromAnother() {
    assertThat(log.chosen(many(heard("large", ONE_STAR, "en", 0.9))))
        .hasSizeBetween(SAVED, MANY - 1);
    assertThat(log.chosen(List.of(heard("small", ONE_STAR, "en", 0.9)))).hasSize(1);
  }

  @Test
  void anErasureIsAlwaysTaken() {
    var gone = new Lesson.CustomerForgotten(new CustomerErased("shop", "c", Taught.START, null));
    log.chosen(many(heard("shop", ONE_STAR, "en", 0.9)));
    assertThat(log.chosen(List.of(gone))).containsExactly(gone);
  }

  private static List<Lesson> many(Lesson lesson) {
    return Collections.nCopies(MANY, lesson);
  }

  private static Lesson heard(
      String storefront, @Nullable Rating rating, String language, double sure) {
    var review =
        new Review(
            UUID.randomUUID(),
            storefront,
            "order-1",
            new Product("sku-1", "Kettle"),
            null,
            null,
            Channel.STOREFRONT,
            rating,
            null,
            null,
            "It leaks",
            "en",
            null,
            null,
            Taught.START);
    var tags = new Tags(new Language(language, sure), null, List.of(), Urgency.NORMAL, "linear");
    return new Lesson.Heard(new ReviewTagged(review, 7, tags));
  }

  /** One a second. */
  private record Slow() implements LearningSettings {
    @Override
    public boolean enabled() {
      return true;
    }

    @Override
    public int perSecond() {
      return 1;
    }

    @Override
    public int samples() {
      return 1;
    }

    @Override
    public int megabytes() {
      return 1;
    }

    @Override
    public int atLeast() {
      return 1;
    }

    @Override
    public Duration lookEvery() {
      return Duration.ofSeconds(5);
    }
  }
}
