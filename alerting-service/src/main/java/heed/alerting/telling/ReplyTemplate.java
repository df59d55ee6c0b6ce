package heed.alerting.telling;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * An answer to begin with, or a letter to a customer. An answer thanks, says back what the customer
 * feels, asks, and only then solves: the order in which an unhappy customer can listen.
 *
 * @param kind what it is for
 * @param title what people choose an answer by; of a letter its subject
 * @param language BCP 47
 * @param text with the placeholders of its kind
 * @param builtIn true if it ships with Heed
 */
record ReplyTemplate(
    String id, LetterKind kind, String title, String language, String text, boolean builtIn) {
  ReplyTemplate(String id, String title, String language, String text, boolean builtIn) {
    this(id, LetterKind.of(id), title, language, text, builtIn);
  }

  /** True if it has what its kind must have; one from before there were such kinds may not. */
  boolean whole() {
    return kind.required().stream().allMatch(name -> text.contains("{" + name + "}"));
  }

  /** Those that ship, each in every language that is spoken. */
  static List<ReplyTemplate> shipped() {
    var all = new ArrayList<ReplyTemplate>();
    for (var language : Texts.LANGUAGES) {
      all.addAll(shipped("templates_" + language, language));
    }
    for (var language : LetterKind.LANGUAGES) {
      all.addAll(shipped("letters_" + language, language));
    }
    return List.copyOf(all);
  }

  private static List<ReplyTemplate> shipped(String file, String language) {
    var texts = new TreeMap<String, String>();
    Texts.load(file).forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
    var templates = new ArrayList<ReplyTemplate>();
    texts.forEach(
        (key, text) -> {
          if (key.endsWith(".title")) {
            var name = key.substring(0, key.length() - ".title".length());
            var words = texts.getOrDefault(name + ".text", "");
            templates.add(new ReplyTemplate(name + "-" + language, text, language, words, true));
          }
        });
    return templates;
  }
}
