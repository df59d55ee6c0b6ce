package heed.sentiment.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The words of one language that carry tone, topic or alarm. A file per language: section, tab,
 * items; {@code stem*} takes any ending, {@code _} joins the words of a phrase. Matching ignores
 * case and diacritics.
 */
public final class Lexicon {
  private static final int SHORTEST_STEM = 2;

  private final String language;
  private final @Nullable String negatingPrefix;
  private final boolean negatesAfterwards;
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<String, Integer> stems = new HashMap<>();
  private final Map<String, List<Phrase>> phrases = new HashMap<>();

  private record Part(String stem, boolean open) {
    boolean matches(Token token) {
      return token.isWord() && (open ? token.word().startsWith(stem) : token.word().equals(stem));
    }
  }

  private record Phrase(List<Part> parts, int meaning) {
    boolean matches(List<Token> tokens, int from) {
      for (var i = 0; i < parts.size(); i++) {
        if (from + i >= tokens.size() || !parts.get(i).matches(tokens.get(from + i))) {
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
          case "lv", "sl", "hr", "lt" -> "ne";
          case "pl" -> "nie";
          case "ru" -> "не";
          default -> null;
        };
    this.negatesAfterwards = language.equals("de") || language.equals("nl");
  }

  /** Loads the lexicon of a covered language from the resources. */
  static Lexicon load(String language) {
    var lexicon = new Lexicon(language);
    readSections(language, (section, item) -> lexicon.put(item, Meaning.named(section)));
    lexicon.phrases.values().forEach(p -> p.sort((a, b) -> b.parts.size() - a.parts.size()));
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
          for (var item : line.substring(tab + 1).split(" ")) {
            reader.accept(line.substring(0, tab), item);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String language() {
    return language;
  }

  boolean negatesAfterwards() {
    return negatesAfterwards;
  }

  private void put(String item, int meaning) {
    putFolded(Folding.folded(Folding.written(item)), meaning);
    if (language.equals("de") && !item.equals(withoutUmlauts(item))) {
      putFolded(Folding.folded(Folding.written(withoutUmlauts(item))), meaning);
    }
  }

  private static String withoutUmlauts(String item) {
    return item.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
  }

  private void putFolded(String item, int meaning) {
    var parts =
        Arrays.stream(item.split("_")).filter(p -> !p.isEmpty()).map(Lexicon::part).toList();
    if (parts.isEmpty() || parts.getFirst().stem.isEmpty()) {
      return;
    }
    var first = parts.getFirst();
    if (parts.size() > 1) {
      phrases.computeIfAbsent(first.stem, s -> new ArrayList<>()).add(new Phrase(parts, meaning));
    } else {
      (first.open ? stems : words).merge(first.stem, meaning, (a, b) -> a | b);
    }
  }

  private static Part part(String item) {
    return item.endsWith("*")
        ? new Part(item.substring(0, item.length() - 1), true)
        : new Part(item, false);
  }

  /** The meaning of each token; a phrase's meaning lies on its first word. */
  int[] meanings(List<Token> tokens) {
    var meanings = new int[tokens.size()];
    var takenUntil = 0;
    for (var i = 0; i < meanings.length; i++) {
      if (!tokens.get(i).isWord()) {
        continue;
      }
      var meaning = meaningOf(tokens.get(i).word());
      meanings[i] |= i < takenUntil ? meaning & ~Meaning.OWN : meaning;
      var phrase = i < takenUntil ? null : phraseAt(tokens, i);
      if (phrase != null) {
        meanings[i] = (meanings[i] & ~Meaning.OWN) | phrase.meaning;
        takenUntil = i + phrase.parts.size();
      }
    }
    return meanings;
  }

  private @Nullable Phrase phraseAt(List<Token> tokens, int at) {
    var word = tokens.get(at).word();
    var merged = 0;
    Phrase longest = null;
    for (var length = word.length(); length >= 1; length--) {
      for (var phrase : phrases.getOrDefault(word.substring(0, length), List.of())) {
        if (phrase.matches(tokens, at)) {
          merged |= phrase.meaning;
          longest =
              longest == null || phrase.parts.size() > longest.parts.size() ? phrase : longest;
        }
      }
    }
    return longest == null ? null : new Phrase(longest.parts, merged);
  }

  /** The longest stem decides the tone; topics and alarms of shorter ones count too. */
  int meaningOf(String word) {
    var meaning = words.getOrDefault(word, 0);
    for (var length = word.length(); length >= SHORTEST_STEM; length--) {
      int found = stems.getOrDefault(word.substring(0, length), 0);
      meaning |= Meaning.has(meaning, Meaning.OWN) ? found & ~Meaning.OWN : found;
    }
    return Meaning.has(meaning, Meaning.POLAR) ? meaning : meaning | negatedByPrefix(word);
  }

  private int negatedByPrefix(String word) {
    if (negatingPrefix == null
        || !word.startsWith(negatingPrefix)
        || word.length() < negatingPrefix.length() + 4) {
      return 0;
    }
    var rest = word.substring(negatingPrefix.length());
    int exact = words.getOrDefault(rest, 0);
    for (var length = rest.length(); length >= 3 && exact == 0; length--) {
      exact = stems.getOrDefault(rest.substring(0, length), 0);
    }
    return Meaning.has(exact, Meaning.POSITIVE) ? Meaning.NEGATIVE : 0;
  }
}
