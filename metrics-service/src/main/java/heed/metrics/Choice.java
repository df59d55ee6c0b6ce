package heed.metrics;

import heed.door.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query parameter that is one of a few words. */
public final class Choice {
  /**
   * @throws Refusal 400 naming the parameter and the words it may be
   */
  public static <T> T of(String parameter, @Nullable String value, Map<String, T> words) {
    var chosen = value == null ? null : words.get(value);
    if (chosen == null) {
      throw Refusal.field(
          "/" + parameter, parameter + " must be one of " + String.join(", ", words.keySet()));
    }
    return chosen;
  }

  /** As the other, with a value for none. */
  public static <T> T of(
      String parameter, @Nullable String value, Map<String, T> words, T otherwise) {
    return value == null ? otherwise : of(parameter, value, words);
  }

  private Choice() {}
}
