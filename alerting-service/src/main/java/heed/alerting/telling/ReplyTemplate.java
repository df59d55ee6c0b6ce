package heed.alerting.telling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * An answer to begin with. It thanks, says back what the customer feels, asks, and only then
 * solves: the order in which an unhappy customer can listen.
 *
 * @param language BCP 47
 * @param text with {customer}, {product}, {agent} and {storefront}
 * @param builtIn true if it ships with Heed
 */
record ReplyTemplate(String id, String title, String language, String text, boolean builtIn) {
  static final Set<String> PLACEHOLDERS = Set.of("customer", "product", "agent", "storefront");

  /** Those that ship, each in every language that is spoken. */
  static List<ReplyTemplate> shipped() {
    var all = new ArrayList<ReplyTemplate>();
    for (var language : Texts.LANGUAGES) {
      var texts = new TreeMap<String, String>();
      Texts.load("templates_" + language)
          .forEach((key, text) -> texts.put(String.valueOf(key), String.valueOf(text)));
      texts.forEach(
          (key, text) -> {
            if (key.endsWith(".title")) {
              var name = key.substring(0, key.length() - ".title".length());
              var words = texts.getOrDefault(name + ".text", "");
              all.add(new ReplyTemplate(name + "-" + language, text, language, words, true));
            }
          });
    }
    return List.copyOf(all);
  }
}
