package heed.ingest;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A question about the order as a whole, answered with a whole number. */
enum FormQuestion {
  /** Net promoter score. */
  NPS(0, 10, Field.SURVEY_NPS),
  /** Customer effort score. */
  CES(1, 7, Field.SURVEY_CES);

  private final int lowest;
  private final int highest;
  private final Field field;

  FormQuestion(int lowest, int highest, Field field) {
    this.lowest = lowest;
    this.highest = highest;
    this.field = field;
  }

  /**
   * The questions that a setting names, such as {@code nps,ces}; {@code none} names none.
   *
   * @throws IllegalArgumentException naming the setting and what it may hold
   */
  static Set<FormQuestion> named(String setting, String value) {
    var questions = EnumSet.noneOf(FormQuestion.class);
    if (value.strip().equals("none")) {
      return questions;
    }
    for (var name : value.split(",", -1)) {
      try {
        questions.add(valueOf(name.strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            setting + " is " + value + ", must be none, nps, ces, or nps,ces", e);
      }
    }
    return questions;
  }

  /** Its name in the form and in the words. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  int lowest() {
    return lowest;
  }

  int highest() {
    return highest;
  }

  /** Where the answer belongs in a review. */
  Field field() {
    return field;
  }
}
