package heed.sentiment.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The words of one language that carry tone, topic or alarm. A file per language: section, tab,
 * items; {@code stem*} takes any ending, {@code _} joins the words of a phrase. Matching ignores
 * case and diacritics.
 */
public final class Lexicon {
  private static final double COMMON = 8;
  private final String language;
  private final String negatingPrefix;
  private final boolean negatesAfterwards;
  private final LongInts words = new LongInts();
  private final LongInts stems = new LongInts();

  /** Where in {@link #phrases} those with an {@link #opening} are, plus one. */
  private final LongInts openings = new LongInts();

  private final List<List<Phrase>> phrases = new ArrayList<>();
  private final PrefixLengths stemLengths = new PrefixLengths();
  private final PrefixLengths openingLengths = new PrefixLengths();

  private record Part(String stem, int length, long hash, boolean open) {
    Part(String stem, boolean open) {
      this(stem, stem.length(), Hash.of(stem), open);
    }

    boolean matches(Scan scan, int token) {
      var has = scan.length(token);
      return scan.isWord(token)
          && (open ? has >= length : has == length)
          && scan.prefix(token, length) == hash;
    }
  }

  private record Phrase(Part[] parts, int meaning, int rank) {
    Phrase(Part[] parts, int meaning) {
      this(parts, meaning, rank(parts, meaning));
    }

    /** A phrase with a tone before one without, a longer before a shorter, letters before stems. */
    private static int rank(Part[] parts, int meaning) {
      var letters = 0;
      for (var part : parts) {
        letters += part.length() + (part.open ? 0 : 1);
      }
      return (Meaning.has(meaning, Meaning.OWN | Meaning.COMMON) ? 1_000_000 : 0)
          + 1_000 * parts.length
          + letters;
    }

    /** Whether it decides the tone of its words, be it that they have none. */
    boolean tells() {
      return Meaning.has(meaning, Meaning.OWN | Meaning.COMMON);
    }

    boolean matches(Scan scan, int token) {
      if (token + parts.length > scan.size()) {
        return false;
      }
      for (var i = 0; i < parts.length; i++) {
        if (!parts[i].matches(scan, token + i)) {
          return false;
        }
      }
      return true;
    }
  }

  private Lexicon(String language) {
    this.language = language;
    this.negatingPrefix =
        switch (language) {
          case "lv", "sl", "hr", "lt", "sk" -> "ne";
          case "pl" -> "nie";
          case "ru" -> "не";
          default -> "";
        };
    this.negatesAfterwards = language.equals("de") || language.equals("nl");
  }

  /** Loads the lexicon of a covered language from the resources. */
  static Lexicon load(String language) {
    var lexicon = new Lexicon(language);
    readSections(language, (section, item) -> lexicon.put(item, Meaning.named(section)));
    lexicon.phrases.forEach(p -> p.sort(Comparator.comparingInt(q -> -q.parts.length)));
    return lexicon;
  }

  /** Tells each item of a language's file with its section. */
  static void readSections(String language, BiConsumer<String, String> reader) {
    var name = "lexicon/" + language + ".tsv";
    var resource = Lexicon.class.getResourceAsStream(name);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(resource, name), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var tab = line.indexOf('\t');
        if (tab > 0 && !line.startsWith("#")) {
          for (var item : line.substring(tab + 1).strip().split("\\s+")) {
            reader.accept(line.substring(0, tab), item);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a word and what it says for its language. */
  public interface Words {
    void take(String word, double weight);
  }

  /** The words of the file; the small and common ones weigh most. */
  public void words(Words words) {
    readSections(
        language,
        (section, item) -> {
          var weight = section.equals("common") || section.equals("negation") ? COMMON : 1;
          words.take(item.replace("*", "").replace('_', ' '), weight);
        });
  }

  /** Keeps the words of one language apart from those of another where both are hashed. */
  long salt() {
    return Hash.of(language);
  }

  boolean negatesAfterwards() {
    return negatesAfterwards;
  }

  private void put(String item, int meaning) {
    putFolded(folded(item), meaning);
    if (language.equals("de") && !item.equals(withoutUmlauts(item))) {
      putFolded(folded(withoutUmlauts(item)), meaning);
    }
  }

  private static String withoutUmlauts(String item) {
    return item.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
  }

  static String folded(String item) {
    var folded = new StringBuilder();
    for (var i = 0; i < item.length(); i++) {
      var c = Folding.lower(item.charAt(i));
      var third = i > 1 && repeats(item, i) && repeats(item, i - 1);
      if (!Folding.isMark(c) && (!third || Character.isDigit(c))) {
        folded.append(Folding.bare(c));
        var second = Folding.second(c);
        if (second != 0) {
          folded.append(second);
        }
      }
    }
    return folded.toString();
  }

  private static boolean repeats(String item, int i) {
    return Folding.lower(item.charAt(i)) == Folding.lower(item.charAt(i - 1));
  }

  private void putFolded(String item, int meaning) {
    var parts = new ArrayList<Part>();
    for (var part : item.split("_")) {
      var open = part.endsWith("*");
      var stem = open ? part.substring(0, part.length() - 1) : part;
      var elided = Scan.elision(stem);
      if (elided > 0) {
        parts.add(new Part(stem.substring(0, elided), false));
        stem = stem.substring(elided);
      }
      if (!stem.isEmpty()) {
        parts.add(new Part(stem, open));
      }
    }
    if (parts.size() > 1) {
      putPhrase(new Phrase(parts.toArray(Part[]::new), meaning));
    } else if (parts.size() == 1) {
      var only = parts.getFirst();
      (only.open ? stems : words).or(only.hash, meaning);
      if (only.open) {
        stemLengths.add(only.stem);
      }
    }
  }

  private void putPhrase(Phrase phrase) {
    var first = phrase.parts[0];
    var opening = opening(first.hash, phrase.parts[1].stem.charAt(0));
    var known = openings.get(opening);
    if (known == 0) {
      phrases.add(new ArrayList<>());
      known = phrases.size();
      openings.or(opening, known);
    }
    var alike = phrases.get(known - 1);
    for (var i = 0; i < alike.size(); i++) {
      if (Arrays.equals(alike.get(i).parts, phrase.parts)) {
        alike.set(i, new Phrase(phrase.parts, alike.get(i).meaning | phrase.meaning));
        return;
      }
    }
    alike.add(phrase);
    openingLengths.add(first.stem);
  }

  /** How a phrase begins: its first word or stem and the first letter of the second. */
  private static long opening(long first, char second) {
    return first * 31 + second;
  }

  /**
   * The meaning of each token into {@code meanings}; a phrase's lies on its first word. The longest
   * phrase decides the tone, and among equals the one that fits closest; topics and alarms of the
   * others count too.
   */
  void read(Scan scan, int[] meanings) {
    var takenUntil = 0;
    for (var i = 0; i < scan.size(); i++) {
      meanings[i] = 0;
      if (!scan.isWord(i)) {
        continue;
      }
      var taken = i < takenUntil;
      var meaning = meaningOf(scan, i);
      meanings[i] = taken ? meaning & ~Meaning.OWN : meaning;
      var phrase = i + 1 < scan.size() && scan.isWord(i + 1) ? phraseAt(scan, i, meanings) : null;
      if (!taken && phrase != null && phrase.tells()) {
        meanings[i] = (meanings[i] & ~Meaning.OWN) | phrase.meaning;
        takenUntil = i + phrase.parts.length;
      }
    }
  }

  /** The phrase that decides; topics and alarms of all that begin here go into {@code meanings}. */
  private @Nullable Phrase phraseAt(Scan scan, int token, int[] meanings) {
    Phrase best = null;
    var second = scan.letter(token + 1, 0);
    var lengths = openingLengths.of(scan, token);
    for (var n = PrefixLengths.longest(lengths); n > 0; n = PrefixLengths.longest(lengths)) {
      lengths = PrefixLengths.without(lengths, n);
      var at = openings.get(opening(scan.prefix(token, n), second));
      for (var i = 0; at > 0 && i < phrases.get(at - 1).size(); i++) {
        var phrase = phrases.get(at - 1).get(i);
        if (phrase.matches(scan, token)) {
          meanings[token] |= phrase.meaning & ~Meaning.OWN;
          best = best == null || phrase.rank > best.rank ? phrase : best;
        }
      }
    }
    return best;
  }

  /** The longest stem decides the tone; topics and alarms of shorter ones count too. */
  private int meaningOf(Scan scan, int token) {
    var meaning = words.get(scan.word(token));
    var lengths = stemLengths.of(scan, token);
    for (var n = PrefixLengths.longest(lengths); n > 0; n = PrefixLengths.longest(lengths)) {
      lengths = PrefixLengths.without(lengths, n);
      var found = stems.get(scan.prefix(token, n));
      if (found != 0) {
        meaning |= Meaning.has(meaning, Meaning.OWN) ? found & ~Meaning.OWN : found;
      }
    }
    return Meaning.has(meaning, Meaning.POLAR) ? meaning : meaning | negatedByPrefix(scan, token);
  }

  private int negatedByPrefix(Scan scan, int token) {
    var n = negatingPrefix.length();
    if (n == 0 || scan.length(token) < n + 4) {
      return 0;
    }
    for (var i = 0; i < n; i++) {
      if (scan.letter(token, i) != negatingPrefix.charAt(i)) {
        return 0;
      }
    }
    return Meaning.has(meaningWithout(scan, token, n), Meaning.POSITIVE) ? Meaning.NEGATIVE : 0;
  }

  private int meaningWithout(Scan scan, int token, int skipped) {
    var hash = Hash.START;
    var found = 0;
    var length = scan.length(token);
    for (var i = skipped; i < length; i++) {
      hash = Hash.next(hash, scan.letter(token, i));
      var stem = i - skipped >= 2 ? stems.get(hash) : 0;
      found = stem == 0 ? found : stem;
    }
    var exact = words.get(hash);
    return exact == 0 ? found : exact;
  }
}
