package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import heed.events.Channel;
import heed.events.Rating;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final List<ObjectNode> reviews;
  private final List<ObjectNode> edits;

  SamplesTest() throws IOException {
    var samples = new Samples(NOW);
    reviews = samples.reviews();
    edits = samples.edits();
  }

  @Test
  void areManyInManyLanguages() {
    assertThat(reviews).hasSizeGreaterThanOrEqualTo(60);
    assertThat(values("/language")).hasSizeGreaterThanOrEqualTo(8).contains("lv", "sl", "de", "en");
  }

  @Test
  void useEveryChannelAndEveryScale() {
    assertThat(values("/channel")).containsAll(names(Channel.values()));
    assertThat(values("/rating/scale")).containsAll(names(Rating.Scale.values()));
    assertThat(reviews).anyMatch(review -> !review.has("rating") && !review.has("survey"));
    assertThat(reviews).anyMatch(review -> review.has("survey"));
  }

  @Test
  void wereAllWrittenWithinTheLastSevenDays() {
    assertThat(reviews)
        .extracting(review -> Instant.parse(review.path("submittedAt").asText()))
        .allMatch(at -> at.isBefore(NOW) && at.isAfter(NOW.minus(Duration.ofDays(7))));
  }

  @Test
  void areEditedLaterByTheirOwnId() {
    var ids = values("/externalId");
    assertThat(ids).hasSameSizeAs(reviews);
    assertThat(edits).hasSizeGreaterThanOrEqualTo(5);
    assertThat(edits).extracting(edit -> edit.path("externalId").asText()).isSubsetOf(ids);
  }

  private Set<String> values(String pointer) {
    return reviews.stream()
        .map(review -> review.at(pointer).asText(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toSet());
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
