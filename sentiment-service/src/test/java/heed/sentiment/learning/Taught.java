package heed.sentiment.learning;

import heed.events.Tags.Label;
import heed.sentiment.model.Lexicons;
import heed.sentiment.model.LinearModel;
import heed.sentiment.model.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Samples for tests. */
final class Taught {
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Lexicons LEXICONS = new Lexicons();

  static ShopSample sample(int number, Label label, @Nullable String customer, String text) {
    var reading = Reading.of(text, LEXICONS.of("en"));
    return new ShopSample(
        "riga-shop",
        "en",
        LinearModel.NAME,
        label,
        number,
        START.plusSeconds(number),
        customer,
        reading.grams().buckets(),
        ShopSample.cut(reading.grams().amounts()),
        ShopSample.cut(reading.tone()));
  }

  private Taught() {}
}
