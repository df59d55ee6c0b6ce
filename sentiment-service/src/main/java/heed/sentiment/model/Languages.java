package heed.sentiment.model;

import heed.events.LanguageTag;
import heed.events.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The covered languages, and which of them a text is in. A given language is a prior, not a truth;
 * unknown is an answer.
 */
public final class Languages {
  /** ISO 639-1 codes of the languages with a lexicon. */
  public static final List<String> COVERED =
      List.of(
          "en", "lv", "sl", "de", "fr", "es", "it", "pt", "nl", "pl", "lt", "et", "hr", "ru", "sk");

  /** Pieces of one word overlap: together they say less than their sum. */
  private static final double OVERLAP = 0.12;

  /** What the storefront's word is worth, in natural logarithms of odds. */
  private static final double GIVEN = 3;

  /** Below this, in logarithms per piece, a text is in none of the covered languages. */
  private static final double STRANGE = -0.05;

  private static final double SURE_ENOUGH = 0.98;
  private static final Pattern CODE = Pattern.compile("[a-z]{2,3}");

  private final Map<String, Lexicon> lexicons = new LinkedHashMap<>();
  private final LanguageSigns signs;

  Languages(LanguageSigns signs) {
    this.signs = signs;
    COVERED.forEach(language -> lexicons.put(language, Lexicon.load(language)));
  }

  @Nullable Lexicon lexicon(String language) {
    return lexicons.get(language);
  }

  /** The language of a text, or null if nothing speaks for any. */
  Tags.@Nullable Language detect(Scan scan, @Nullable String given) {
    var found = signs.sum(scan);
    var sums = found.sums();
    var pieces = found.rows();
    var hint = primary(given);
    var hinted = hint == null ? -1 : COVERED.indexOf(hint);
    if (pieces == 0) {
      return hint == null ? null : new Tags.Language(hint, 0.5);
    }
    var odds = new double[COVERED.size()];
    for (var i = 0; i < odds.length; i++) {
      odds[i] = OVERLAP * sums[i] / LanguageSigns.STEPS + (i == hinted ? GIVEN : 0);
    }
    var best = best(odds);
    var strange = (double) sums[best] / LanguageSigns.STEPS / pieces < STRANGE;
    if (hint != null && hinted < 0) {
      return !strange && share(odds, best) > SURE_ENOUGH ? told(odds, best) : told(hint);
    }
    return strange && hinted != best ? unknown(hint) : told(odds, best);
  }

  private static Tags.@Nullable Language unknown(@Nullable String hint) {
    return hint == null ? null : told(hint);
  }

  private static Tags.Language told(String hint) {
    return new Tags.Language(hint, 0.5);
  }

  private static Tags.Language told(double[] odds, int best) {
    var share = Math.round(share(odds, best) * 1000) / 1000.0;
    return new Tags.Language(COVERED.get(best), Math.min(0.99, share));
  }

  private static int best(double[] odds) {
    var best = 0;
    for (var i = 1; i < odds.length; i++) {
      best = odds[i] > odds[best] ? i : best;
    }
    return best;
  }

  private static double share(double[] odds, int best) {
    var sum = 0.0;
    for (var odd : odds) {
      sum += StrictMath.exp(odd - odds[best]);
    }
    return 1 / sum;
  }

  /** The first part of a BCP 47 tag in lower case, or null if it is none. */
  static @Nullable String primary(@Nullable String tag) {
    if (tag == null) {
      return null;
    }
    var primary = LanguageTag.primary(tag);
    return CODE.matcher(primary).matches() && !primary.equals("und") ? primary : null;
  }
}
