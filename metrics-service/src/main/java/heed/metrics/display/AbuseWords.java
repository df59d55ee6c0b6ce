package heed.metrics.display;

import heed.events.LanguageTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words of abuse, a small list per language: one word a line, or its beginning and a star. What is
 * an insult in one language is a plain word in another, so a text is read with the list of its own
 * language and with the one that is understood everywhere. Case and diacritics do not matter.
 */
final class AbuseWords {
  private static final String EVERYWHERE = "everywhere";
  private static final int SHORTEST = 3;
  private static final Pattern CODE = Pattern.compile("[a-z]{2,3}");
  private static final AbuseWords UNDERSTOOD = new AbuseWords(EVERYWHERE);
  private static final Map<String, AbuseWords> KNOWN = new ConcurrentHashMap<>();

  /** The first three letters of each, sorted: most words of a text are told apart by them. */
  private final long[] beginnings;

  /** What begins so; a star at the end stands for any ending. */
  private final String[][] words;

  private AbuseWords(String... lists) {
    var byBeginning = new TreeMap<Long, TreeSet<String>>();
    for (var list : lists) {
      for (var word : read(list)) {
        byBeginning.computeIfAbsent(beginning(word, 0), k -> new TreeSet<>()).add(word);
      }
    }
    beginnings = byBeginning.keySet().stream().mapToLong(Long::longValue).toArray();
    words =
        byBeginning.values().stream().map(w -> w.toArray(String[]::new)).toArray(String[][]::new);
  }

  /** Those for a text; of a language without a list, those that are understood everywhere. */
  static AbuseWords of(@Nullable String language) {
    var primary = language == null ? "" : LanguageTag.primary(language);
    var known = KNOWN.get(primary);
    if (known != null) {
      return known;
    }
    return CODE.matcher(primary).matches()
        ? KNOWN.computeIfAbsent(
            primary, list -> exists(list) ? new AbuseWords(EVERYWHERE, list) : UNDERSTOOD)
        : UNDERSTOOD;
  }

  /**
   * True if one of them stands in the text, as a word.
   *
   * @param plain as {@link PlainText} gives it
   */
  boolean in(String plain) {
    var start = -1;
    for (var i = 0; i <= plain.length(); i++) {
      var letter = i < plain.length() && Character.isLetter(plain.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        if (i - start >= SHORTEST && abuses(plain, start, i)) {
          return true;
        }
        start = -1;
      }
    }
    return false;
  }

  private boolean abuses(String plain, int start, int end) {
    var found = Arrays.binarySearch(beginnings, beginning(plain, start));
    if (found < 0) {
      return false;
    }
    for (var word : words[found]) {
      var any = word.endsWith("*");
      var length = any ? word.length() - 1 : word.length();
      if ((any ? end - start >= length : end - start == length)
          && plain.regionMatches(start, word, 0, length)) {
        return true;
      }
    }
    return false;
  }

  private static long beginning(String text, int at) {
    return (long) text.charAt(at) << 32 | (long) text.charAt(at + 1) << 16 | text.charAt(at + 2);
  }

  private static boolean exists(String list) {
    return AbuseWords.class.getResource(list + ".txt") != null;
  }

  private static Set<String> read(String list) {
    var words = new HashSet<String>();
    try (var in = AbuseWords.class.getResourceAsStream(list + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("the list " + list + " is missing from the build");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(line -> words.add(PlainText.of(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
