package heed.metrics.display;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
  private static final int SHORTEST_BEGINNING = 3;
  private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
  private static final Map<String, AbuseWords> KNOWN = new ConcurrentHashMap<>();

  private final Set<String> whole = new HashSet<>();

  /** By their first letters, the way texts are looked up. */
  private final Map<String, Set<String>> beginnings = new HashMap<>();

  private AbuseWords(String... lists) {
    for (var list : lists) {
      read(list).forEach(this::add);
    }
  }

  /** Those for a text; of a language without a list, those that are understood everywhere. */
  static AbuseWords of(@Nullable String language) {
    var primary = language == null ? "" : language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
    return KNOWN.computeIfAbsent(
        exists(primary) ? primary : EVERYWHERE,
        list -> list.equals(EVERYWHERE) ? new AbuseWords(list) : new AbuseWords(EVERYWHERE, list));
  }

  /** True if one of them stands in the text, as a word. */
  boolean in(String text) {
    var plain = plain(text);
    var start = -1;
    for (var i = 0; i <= plain.length(); i++) {
      var letter = i < plain.length() && Character.isLetter(plain.charAt(i));
      if (letter && start < 0) {
        start = i;
      } else if (!letter && start >= 0) {
        if (abuses(plain.substring(start, i))) {
          return true;
        }
        start = -1;
      }
    }
    return false;
  }

  private boolean abuses(String word) {
    if (word.length() < SHORTEST_BEGINNING) {
      return false;
    }
    return whole.contains(word)
        || beginnings.getOrDefault(word.substring(0, SHORTEST_BEGINNING), Set.of()).stream()
            .anyMatch(word::startsWith);
  }

  private void add(String line) {
    if (line.endsWith("*")) {
      var beginning = line.substring(0, line.length() - 1);
      beginnings
          .computeIfAbsent(beginning.substring(0, SHORTEST_BEGINNING), k -> new HashSet<>())
          .add(beginning);
    } else {
      whole.add(line);
    }
  }

  private static String plain(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 128)) {
      return lower;
    }
    return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
  }

  private static boolean exists(String list) {
    return list.matches("[a-z]{2,3}") && AbuseWords.class.getResource(list + ".txt") != null;
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
          .forEach(line -> words.add(plain(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
