package heed.sentiment.model;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a customer wrote. The one seam for better models: an implementation must answer for
 * any string, in time linear in its length, the same for the same input, and never throw.
 */
public interface TextModel {
  /** The name that tags carry, such as {@code linear-2026.2}. */
  String name();

  /**
   * Reads a text.
   *
   * @param text title and text, separated by a line break; may hold anything
   * @param language what the storefront said (BCP 47): a hint, not a truth
   */
  Opinion read(String text, @Nullable String language);
}
