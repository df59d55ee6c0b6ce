package heed.sentiment.model;

import java.util.HashMap;
import java.util.Map;

/** The lexicons, each loaded when first asked for. */
public final class Lexicons {
  private final Map<String, Lexicon> loaded = new HashMap<>();

  /** The lexicon of a covered language. */
  public Lexicon of(String language) {
    return loaded.computeIfAbsent(language, Lexicon::load);
  }
}
