package heed.sentiment.model;

/**
 * What heads see of a text.
 *
 * @param grams none where only the lexicon is to speak
 * @param tone {@link Tone#FEATURES} values
 */
public record Reading(Grams grams, double[] tone) {
  /** Reads a text with the lexicon of its language. */
  public static Reading of(String text, Lexicon lexicon) {
    var scan = new Scan().of(text);
    var tone = new Tone().of(scan, lexicon);
    return new Reading(new Counting().of(scan, tone).kept(), tone.features().clone());
  }

  /** The same text, seen through its lexicon only: that means the same in every language. */
  public Reading withoutGrams() {
    return new Reading(Grams.NONE, tone);
  }
}
