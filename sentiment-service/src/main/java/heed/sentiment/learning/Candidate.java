package heed.sentiment.learning;

import heed.events.Tags.Label;
import heed.sentiment.model.Head;
import heed.sentiment.training.Retraining;
import heed.sentiment.training.Sample;
import java.util.List;

/** A head trained from the older four fifths of a shop's samples, judged on the newest fifth. */
record Candidate(Head head, Figures figures) {
  private static final int HELD_BACK = 5;

  /** True if the newest fifth can judge; training costs too much to find out afterwards. */
  static boolean possible(List<ShopSample> oldestFirst) {
    return Promotion.judgeable(heldBack(oldestFirst).stream().map(ShopSample::label).toList());
  }

  /**
   * Trains and judges.
   *
   * @param shipped where training starts from
   * @param incumbent the head in force
   */
  static Candidate of(List<ShopSample> oldestFirst, Head shipped, Head incumbent) {
    var seen = oldestFirst.subList(0, cut(oldestFirst)).stream().map(ShopSample::sample).toList();
    var head = Retraining.of(shipped, seen);
    var answers =
        heldBack(oldestFirst).stream()
            .filter(s -> s.label() != Label.NEUTRAL)
            .map(ShopSample::sample)
            .map(s -> new Promotion.Answer(s.label(), right(incumbent, s), right(head, s)))
            .toList();
    return new Candidate(head, Promotion.figures(answers));
  }

  private static List<ShopSample> heldBack(List<ShopSample> oldestFirst) {
    return oldestFirst.subList(cut(oldestFirst), oldestFirst.size());
  }

  private static int cut(List<ShopSample> oldestFirst) {
    return oldestFirst.size() - oldestFirst.size() / HELD_BACK;
  }

  /** Asked for one of both poles: a head must not win by saying neutral. */
  private static boolean right(Head head, Sample sample) {
    var stance = head.stance(sample.reading());
    return (stance.negative() >= stance.positive()) == (sample.label() == Label.NEGATIVE);
  }
}
