package heed.ingest;

import heed.door.FieldError;
import heed.events.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thing as it was posted: read, but not yet judged. The readers collect here what they could not
 * read, so that one answer names every wrong field.
 */
final class Posted {
  private final @Nullable String[] words = new @Nullable String[Field.COUNT];
  private final @Nullable Integer[] numbers = new @Nullable Integer[Field.COUNT];
  private final List<FieldError> errors;
  private final boolean[] wrong = new boolean[Field.COUNT];
  private final @Nullable String[] sentAs = new @Nullable String[Field.COUNT];
  private final String path;
  private List<Posted> items = List.of();
  private boolean rated;
  private @Nullable Source source;

  Posted() {
    this("", new ArrayList<>(0));
  }

  private Posted(String path, List<FieldError> errors) {
    this.path = path;
    this.errors = errors;
  }

  /**
   * The object at a place of its list, made if it is not there yet; what is wrong with it is told
   * with the rest.
   *
   * @param list its name
   * @param index from 0; those before it are there, too, be it without anything in them
   */
  Posted item(String list, int index) {
    if (items.isEmpty()) {
      items = new ArrayList<>();
    }
    for (var next = items.size(); next <= index; next++) {
      items.add(new Posted(path + "/" + list + "/" + next, errors));
    }
    return items.get(index);
  }

  /** The objects of its list, in the order in which they were given. */
  List<Posted> items() {
    return items;
  }

  void set(Field field, String value) {
    words[field.ordinal()] = value;
  }

  /** A whole number as it was written; anything else becomes an error. */
  void setNumber(Field field, String digits) {
    var whole = digits.length() <= field.longest() && isWhole(digits);
    if (!whole) {
      wrong(field, "must be a whole number of at most " + field.longest() + " digits");
      return;
    }
    numbers[field.ordinal()] = Integer.valueOf(digits);
  }

  /** A rating was given, be it an empty one: then its scale and value are required. */
  void markRated() {
    rated = true;
  }

  boolean rated() {
    return rated || has(Field.RATING_SCALE) || has(Field.RATING_VALUE);
  }

  /**
   * Under what name a platform sent a field: its errors are told by that, since who reads them
   * looks for it in what was sent.
   *
   * @param where null: it did not send it
   */
  void sentAs(Field field, @Nullable String where) {
    sentAs[field.ordinal()] = where;
  }

  /** Where it was written, if not with the storefront; no storefront can say so. */
  void source(Source where) {
    source = where;
  }

  @Nullable Source source() {
    return source;
  }

  /** The first error of a field is told; what else is wrong with it follows from that. */
  void wrong(Field field, String what) {
    if (!wrong[field.ordinal()]) {
      wrong[field.ordinal()] = true;
      var sent = sentAs[field.ordinal()];
      errors.add(
          sent == null
              ? new FieldError(path + field.pointer(), dotted(field) + " " + what)
              : new FieldError(sent, dotted(field) + " (" + sent + ") " + what));
    }
  }

  void wrong(String pointer, String detail) {
    errors.add(new FieldError(pointer, detail));
  }

  /** The field's whole name, such as {@code products.0.id}. */
  String dotted(Field field) {
    return path.isEmpty()
        ? field.dotted()
        : path.substring(1).replace('/', '.') + "." + field.dotted();
  }

  @Nullable String get(Field field) {
    return words[field.ordinal()];
  }

  @Nullable Integer number(Field field) {
    return numbers[field.ordinal()];
  }

  /** Forgets a value: an empty line or text is the same as none. */
  void drop(Field field) {
    words[field.ordinal()] = null;
  }

  /** True if it is wrong as a whole, so that nothing can be said of its fields. */
  boolean isWrong() {
    return errors.stream().anyMatch(e -> e.pointer().equals(path));
  }

  /** True if something at or below this place is wrong. */
  boolean isWrong(String pointer) {
    return errors.stream().anyMatch(e -> e.pointer().startsWith(pointer))
        || Arrays.stream(Field.values())
            .anyMatch(f -> wrong[f.ordinal()] && f.pointer().startsWith(pointer));
  }

  List<FieldError> errors() {
    return errors;
  }

  private boolean has(Field field) {
    return words[field.ordinal()] != null || numbers[field.ordinal()] != null;
  }

  private static boolean isWhole(String digits) {
    var start = digits.startsWith("-") ? 1 : 0;
    return digits.length() > start
        && digits.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
  }
}
