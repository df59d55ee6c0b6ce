package heed.sentiment.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a customer wrote. The one seam for better models: an implementation must answer for
 * any string, in time linear in its length, the same for the same input, and never throw.
 */
public interface TextModel {
  /** The name that tags carry, such as {@code linear-2026.4}. */
  String name();

  /**
   * Reads a text.
   *
   * @param text title and text, separated by a line break; may hold anything
   * @param language what the storefront said (BCP 47): a hint, not a truth
   */
  Opinion read(String text, @Nullable String language);

  /**
   * Reads a text with the heads that a shop taught, where there are some for the text's language. A
   * model that cannot be taught reads as always.
   *
   * @param heads by ISO 639-1 code
   */
  default Opinion read(String text, @Nullable String language, Map<String, Head> heads) {
    return read(text, language);
  }

  /** True if {@link #read(String, String, Map)} heeds its heads. */
  default boolean teachable() {
    return false;
  }
}
