package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where a review that was written elsewhere came from, and what may be done about it there. A
 * storefront's own review has none.
 *
 * @param name as people know it, such as Trustpilot
 * @param url where it can be read and answered there
 * @param answerAt where an answer may be posted; null: nobody said
 * @param askForUpdate whether the customer may be asked to change the review; null: nobody said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
    String name,
    @Nullable String url,
    @Nullable AnswerAt answerAt,
    @Nullable Boolean askForUpdate) {
  /** Where an answer may be posted. */
  public enum AnswerAt {
    /** On the platform itself, by hand: Heed keeps a copy. */
    PLATFORM,
    /** Wherever Heed shows the review; what it publishes is the answer. */
    PUBLIC,
    /** Nowhere in public. */
    NONE
  }

  public Source {
    Wire.require(name, "source.name");
    if (url != null && !isWeb(url)) {
      throw new IllegalArgumentException("source.url must begin with https:// or http://");
    }
  }

  /** True of an address that a page may link to; a link runs nothing. */
  public static boolean isWeb(String url) {
    return url.startsWith("https://") || url.startsWith("http://");
  }
}
