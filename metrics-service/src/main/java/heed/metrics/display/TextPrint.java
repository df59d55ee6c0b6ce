package heed.metrics.display;

import java.util.OptionalLong;

/**
 * A fingerprint of a text by its letters and digits alone, so that another case, spacing or
 * punctuation is the same text. Short ones have none: many people say "very good" in earnest.
 */
public final class TextPrint {
  private static final int SHORTEST = 40;
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** FNV-1a over what is left of title and text; empty if that is under 40 letters. */
  public static OptionalLong of(Writing writing) {
    var hash = BASIS;
    var letters = 0;
    var words = writing.words();
    for (var i = 0; i < words.length(); ) {
      var point = words.codePointAt(i);
      i += Character.charCount(point);
      if (Character.isLetterOrDigit(point)) {
        letters++;
        hash = (hash ^ Character.toLowerCase(point)) * PRIME;
      }
    }
    return letters < SHORTEST ? OptionalLong.empty() : OptionalLong.of(hash);
  }

  private TextPrint() {}
}
