package heed.ingest;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one value is read from an item: where it is, which words mean what, and what to take where it
 * is not there.
 *
 * @param pointers the first that is there is taken; of JSON
 * @param columns the same of CSV
 * @param otherwise what to take if there is none
 * @param table what the source's words are here; a word that is not in it is refused. Empty: any
 * @param none words that say nothing, such as a rating of 0 for one that was not given
 * @param prefix what is put before it, so that ids of two sources never meet
 * @param html it holds tags and entities
 */
record Reading(
    List<JsonPointer> pointers,
    List<String> columns,
    @Nullable String otherwise,
    Map<String, String> table,
    Set<String> none,
    String prefix,
    boolean html) {
  static final String KEYS = "from, column, default, table, none, prefix, html";
  private static final int FAR_OVER = 4;

  /** Most of it may be tags. */
  private static final int FAR_OVER_IN_HTML = 16;

  /** What is short has other ways to write the same, such as a time for a person. */
  private static final int SPARE = 200;

  /** What was read. */
  sealed interface Value {
    /**
     * @param where it was found; null if it is the mapping's own word
     */
    record Known(String text, @Nullable String where) implements Value {}

    /** It is not there, or says nothing. */
    record Absent() implements Value {}

    /** It is there, and cannot be read. */
    record Wrong(String where, String what) implements Value {}
  }

  /** Always this. */
  static Reading always(String value) {
    return new Reading(List.of(), List.of(), value, Map.of(), Set.of(), "", false);
  }

  /** True if files of CSV can have it. */
  boolean hasColumn() {
    return !columns.isEmpty() || otherwise != null;
  }

  Value of(SentItem item) {
    return of(item, Integer.MAX_VALUE);
  }

  /**
   * @param longest how long it may be in the end, in characters: what is so far over it that
   *     nothing we make of it could fit is refused before anything is made of it
   */
  Value of(SentItem item, int longest) {
    var found = item.find(pointers, columns);
    if (found == null) {
      return fallback();
    }
    if (found.text() == null) {
      return new Value.Wrong(found.where(), "is an object or a list, must be one value");
    }
    var text = found.text().strip();
    if (text.isEmpty() || none.contains(text)) {
      return fallback();
    }
    if (table.isEmpty()) {
      if (text.length() > (long) longest * (html ? FAR_OVER_IN_HTML : FAR_OVER) + SPARE) {
        return new Value.Wrong(
            found.where(), "is longer than " + longest + " characters; shorten it");
      }
      return new Value.Known(
          prefix + (html ? PlainText.of(found.text()) : found.text()), found.where());
    }
    var word = table.get(text);
    return word == null
        ? new Value.Wrong(
            found.where(),
            "is %s, which the mapping's table does not know; it knows %s"
                .formatted(Section.shown(text), String.join(", ", table.keySet())))
        : new Value.Known(prefix + word, found.where());
  }

  private Value fallback() {
    return otherwise == null ? new Value.Absent() : new Value.Known(otherwise, null);
  }

  /** Reads how a value is read; in short, a pointer or a list of pointers. */
  static Reading of(Section parent, String key) {
    if (!parent.get(key).isObject()) {
      return new Reading(pointers(parent, key), List.of(), null, Map.of(), Set.of(), "", false);
    }
    var section = parent.section(key);
    var reading = in(section, "table");
    section.end(KEYS);
    return reading;
  }

  /** The same of a section that may say more; whoever asks ends it. */
  static Reading in(Section section, String table) {
    var reading =
        new Reading(
            pointers(section, "from"),
            List.copyOf(section.texts("column")),
            section.textOr("default", null),
            section.table(table),
            Set.copyOf(section.texts("none")),
            String.valueOf(section.textOr("prefix", "")),
            section.flag("html"));
    if (reading.pointers.isEmpty() && !reading.hasColumn()) {
      throw section.fault("says neither from, column nor default; one of them is needed");
    }
    return reading;
  }

  static List<JsonPointer> pointers(Section section, String key) {
    var pointers = new ArrayList<JsonPointer>();
    for (var text : section.texts(key)) {
      pointers.add(pointer(section, key, text));
    }
    return List.copyOf(pointers);
  }

  /** Stricter than the library, which takes a tilde that escapes nothing. */
  private static JsonPointer pointer(Section section, String key, String text) {
    var escaped = text.replace("~0", "").replace("~1", "");
    if ((text.isEmpty() || text.startsWith("/")) && escaped.indexOf('~') < 0) {
      return JsonPointer.compile(text);
    }
    throw section.fault(
        key,
        "is %s, which is no JSON pointer (RFC 6901); it begins with / as /review/rating does, and a ~ in a name is written ~0"
            .formatted(Section.shown(text)));
  }
}
