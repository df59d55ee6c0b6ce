package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import heed.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReviewsTest {
  private static Reviews reviews;

  @BeforeAll
  static void read() throws IOException {
    reviews = Reviews.read(Path.of("..", "..", "sentiment-service", "corpus"));
  }

  @Test
  void whatIsFilledIsWhatWouldBePosted() throws IOException {
    var posted = new ObjectMapper().readTree(reviews.posted("shop", 7));
    var record = reviews.received(Topics.REVIEWS_RECEIVED, "shop", 7);
    var review = EventJson.read(record.value(), Review.class);
    assertThat(review.text()).isEqualTo(posted.path("text").asText());
    assertThat(review.externalId()).isEqualTo(posted.path("externalId").asText());
    assertThat(review.id()).isEqualTo(Reviews.id("shop", 7));
    assertThat(CloudEvent.read(record.headers()).type()).isEqualTo(EventType.REVIEW_RECEIVED);
  }

  @Test
  void oneInTenIsUnhappy() {
    var unhappy = 0;
    for (var i = 0; i < 1000; i++) {
      var record = reviews.received(Topics.REVIEWS_RECEIVED, "shop", i);
      var rating = EventJson.read(record.value(), Review.class).rating();
      unhappy += rating != null && rating.value() == 1 ? 1 : 0;
    }
    assertThat(unhappy).isEqualTo(100);
  }

  @Test
  void noCharacterIsCutInTwo() throws IOException {
    for (var text : Texts.read(Path.of("..", "..", "sentiment-service", "corpus"))) {
      assertThat(text).hasSize(Texts.LENGTH);
      assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .isEqualTo(text);
    }
  }

  @Test
  void aTaggedReviewHasTheLabelItWasGiven() {
    var record = reviews.tagged("shop", 8, Tags.Label.NEGATIVE);
    var tags = EventJson.read(record.value(), ReviewTagged.class).tags();
    assertThat(tags.sentiment()).isNotNull();
    assertThat(tags.sentiment().label()).isEqualTo(Tags.Label.NEGATIVE);
  }
}
