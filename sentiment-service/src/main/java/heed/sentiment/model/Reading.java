package heed.sentiment.model;

import java.util.List;

/**
 * What heads see of a text.
 *
 * @param grams none where only the lexicon is to speak
 * @param tone {@link Tone#FEATURES} values
 */
public record Reading(Grams grams, double[] tone) {
  /** Reads a text with the lexicon of its language. */
  public static Reading of(String text, Lexicon lexicon) {
    var tokens = Tokens.of(text);
    return of(tokens, new Tone(tokens, lexicon));
  }

  static Reading of(List<Token> tokens, Tone tone) {
    return new Reading(Grams.of(tokens, tone), tone.features());
  }

  /** The same text, seen through its lexicon only: good for every language. */
  public Reading withoutGrams() {
    return new Reading(Grams.NONE, tone);
  }
}
