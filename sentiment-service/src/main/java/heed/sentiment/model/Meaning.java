package heed.sentiment.model;

import heed.events.Tags.Aspect;
import java.util.Locale;

/** What a word or phrase of a lexicon stands for, as a bit of an {@code int}. */
final class Meaning {
  static final int POSITIVE = 1;
  static final int PRAISE = 1 << 1;
  static final int NEGATIVE = 1 << 2;
  static final int OUTRAGE = 1 << 3;
  static final int NEGATION = 1 << 4;
  static final int INTENSIFIER = 1 << 5;
  static final int DIMINISHER = 1 << 6;
  static final int CONTRAST = 1 << 7;
  static final int COMMON = 1 << 8;
  static final int POLAR = POSITIVE | PRAISE | NEGATIVE | OUTRAGE;

  /** What a phrase takes over from the words in it. */
  static final int OWN = POLAR | NEGATION | INTENSIFIER | DIMINISHER;

  /** Joins two statements (and, as well as). */
  static final int JOINING = 1 << 30;

  private static final int FIRST_ASPECT = 9;
  private static final int FIRST_ALARM = 21;

  /** All aspects. */
  static final int ASPECTS = (1 << FIRST_ALARM) - (1 << FIRST_ASPECT);

  static int aspect(Aspect aspect) {
    return 1 << (FIRST_ASPECT + aspect.ordinal());
  }

  static int alarm(Alarm alarm) {
    return 1 << (FIRST_ALARM + alarm.ordinal());
  }

  /** Reads the first column of a lexicon, such as {@code positive} or {@code aspect.PRICE}. */
  static int named(String name) {
    if (name.startsWith("aspect.")) {
      return aspect(Aspect.valueOf(name.substring("aspect.".length())));
    }
    if (name.startsWith("urgent.")) {
      return alarm(Alarm.valueOf(name.substring("urgent.".length()).toUpperCase(Locale.ROOT)));
    }
    return switch (name) {
      case "positive" -> POSITIVE;
      case "praise" -> POSITIVE | PRAISE;
      case "negative" -> NEGATIVE;
      case "outrage" -> NEGATIVE | OUTRAGE;
      case "negation" -> NEGATION;
      case "intensifier" -> INTENSIFIER;
      case "diminisher" -> DIMINISHER;
      case "contrast" -> CONTRAST;
      case "joining" -> JOINING;
      case "common" -> COMMON;
      default -> throw new IllegalArgumentException("a lexicon has no section " + name);
    };
  }

  static boolean has(int meaning, int bits) {
    return (meaning & bits) != 0;
  }

  private Meaning() {}
}
