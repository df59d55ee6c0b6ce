package heed.sentiment.model;

import heed.events.Tags;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The covered languages, and which of them a text is in: small words, stems of the lexicons and
 * letters speak, a given language is a prior. Built from our own lexicons alone.
 */
public final class Languages {
  /** ISO 639-1 codes of the languages with a lexicon. */
  public static final List<String> COVERED =
      List.of("en", "lv", "sl", "de", "fr", "es", "it", "pt", "nl", "pl", "lt", "et", "hr", "ru");

  private static final List<String> LETTERS =
      List.of(
          "",
          "āčēģīķļņšūž",
          "čšž",
          "äöüß",
          "éèêàçùôîûëïœâ",
          "ñáéíóú¿¡",
          "èàùòìé",
          "ãõçáéíóúâêô",
          "ëé",
          "ąćęłńóśźż",
          "ąčęėįšųūž",
          "äöüõšž",
          "čćšžđ",
          "");

  private static final int WORDS_READ = 80;
  private static final double GIVEN = 3;
  private static final double SHARPNESS = 2;
  private static final double SURE_ENOUGH = 0.9;

  private final Map<String, Lexicon> lexicons = new LinkedHashMap<>();
  private final Map<String, Integer> common = new HashMap<>();
  private final Map<String, Integer> commonFolded = new HashMap<>();
  private final Map<String, Integer> stems = new HashMap<>();
  private final Map<Character, Integer> letters = new HashMap<>();

  Languages() {
    for (var i = 0; i < COVERED.size(); i++) {
      var bit = 1 << i;
      lexicons.put(COVERED.get(i), Lexicon.load(COVERED.get(i)));
      Lexicon.readSections(COVERED.get(i), (section, item) -> learn(section, item, bit));
      for (var letter : LETTERS.get(i).toCharArray()) {
        letters.merge(letter, bit, (a, b) -> a | b);
      }
    }
  }

  private void learn(String section, String item, int bit) {
    for (var part : item.split("_")) {
      var written = part.replace("*", "");
      if (written.isEmpty()) {
        continue;
      }
      if (section.equals("common") || section.equals("negation") || section.equals("contrast")) {
        common.merge(Folding.written(written), bit, (a, b) -> a | b);
        commonFolded.merge(Folding.folded(Folding.written(written)), bit, (a, b) -> a | b);
      } else if (written.length() >= 4) {
        stems.merge(Folding.folded(Folding.written(written)), bit, (a, b) -> a | b);
      }
    }
  }

  @Nullable Lexicon lexicon(String language) {
    return lexicons.get(language);
  }

  /** The language of a text, or null if nothing speaks for any. */
  Tags.@Nullable Language detect(List<Token> tokens, @Nullable String given) {
    var scores = new double[COVERED.size()];
    var evidence = 0.0;
    var read = 0;
    for (var token : tokens) {
      if (token.isWord() && read++ < WORDS_READ) {
        evidence += add(scores, token);
      }
    }
    var hint = primary(given);
    if (hint != null && !COVERED.contains(hint)) {
      return uncovered(hint, scores);
    }
    if (hint != null) {
      scores[COVERED.indexOf(hint)] += GIVEN;
    }
    return evidence == 0 && hint == null ? null : best(scores);
  }

  private static Tags.@Nullable Language uncovered(String hint, double[] scores) {
    var best = best(scores);
    return best != null && best.confidence() > SURE_ENOUGH && max(scores) > 4 * GIVEN
        ? best
        : new Tags.Language(hint, 0.5);
  }

  private double add(double[] scores, Token token) {
    var bits = common.getOrDefault(token.written(), 0);
    var weight = 2.0;
    if (bits == 0) {
      bits = commonFolded.getOrDefault(token.word(), 0);
      weight = 1.2;
    }
    for (var length = token.word().length(); length >= 4 && bits == 0; length--) {
      bits = stems.getOrDefault(token.word().substring(0, length), 0);
      weight = 1.0;
    }
    return spread(scores, bits, weight) + addLetters(scores, token.written());
  }

  private double addLetters(double[] scores, String word) {
    var evidence = 0.0;
    for (var i = 0; i < word.length(); i++) {
      var letter = word.charAt(i);
      if (letter >= 'а' && letter <= 'я') {
        scores[COVERED.indexOf("ru")] += 0.3;
        evidence += 0.3;
      } else if (letter > 127) {
        evidence += spread(scores, letters.getOrDefault(letter, 0), 0.8);
      }
    }
    return evidence;
  }

  /** The fewer languages share a sign, the more it says. */
  private static double spread(double[] scores, int bits, double weight) {
    if (bits == 0) {
      return 0;
    }
    var share = weight / Math.sqrt(Integer.bitCount(bits));
    for (var i = 0; i < scores.length; i++) {
      if ((bits >> i & 1) == 1) {
        scores[i] += share;
      }
    }
    return share;
  }

  private static double max(double[] scores) {
    var max = Double.NEGATIVE_INFINITY;
    for (var score : scores) {
      max = Math.max(max, score);
    }
    return max;
  }

  private static Tags.@Nullable Language best(double[] scores) {
    var max = max(scores);
    if (max <= 0) {
      return null;
    }
    var sum = 0.0;
    var best = 0;
    for (var i = 0; i < scores.length; i++) {
      sum += StrictMath.exp(SHARPNESS * (scores[i] - max));
      best = scores[i] > scores[best] ? i : best;
    }
    return new Tags.Language(COVERED.get(best), rounded(Math.min(0.99, 1 / sum)));
  }

  private static double rounded(double share) {
    return Math.round(share * 1000) / 1000.0;
  }

  /** The first part of a BCP 47 tag in lower case, or null if it is none. */
  static @Nullable String primary(@Nullable String tag) {
    if (tag == null) {
      return null;
    }
    var primary = tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    return primary.matches("[a-z]{2,3}") && !primary.equals("und") ? primary : null;
  }
}
