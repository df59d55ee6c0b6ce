package heed.metrics.display;

import org.jspecify.annotations.Nullable;

/**
 * What is looked at to tell spam and abuse from a review: words, never stars.
 *
 * @param language BCP 47; null if it is not known
 */
public record Writing(@Nullable String title, @Nullable String text, @Nullable String language) {
  /** Title and text, one after the other. */
  String words() {
    if (title == null) {
      return text == null ? "" : text;
    }
    return text == null ? title : title + "\n" + text;
  }
}
