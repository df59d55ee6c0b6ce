package heed.sentiment.training;

import heed.events.Tags.Label;
import heed.sentiment.model.Reading;

/**
 * A labelled text as a head sees it.
 *
 * @param weight how much it counts, above 0
 */
public record Sample(Reading reading, Label label, double weight) {
  Sample weighing(double factor) {
    return new Sample(reading, label, weight * factor);
  }

  Sample withoutGrams() {
    return new Sample(reading.withoutGrams(), label, weight);
  }
}
