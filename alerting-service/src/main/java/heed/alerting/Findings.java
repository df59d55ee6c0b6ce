package heed.alerting;

import heed.door.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers all that is wrong with a value, so that whoever wrote it mends it in one go. */
final class Findings {
  private static final int LONGEST_NAME = 200;
  private static final Duration LONGEST = Duration.ofDays(366);

  private final List<FieldError> faults = new ArrayList<>();

  /**
   * @param pointer within the value
   * @param detail what is wrong, and what would be right
   */
  Findings unless(boolean right, String pointer, String detail) {
    if (!right) {
      faults.add(new FieldError(pointer, detail));
    }
    return this;
  }

  /** A name that people can read and the database can keep. */
  Findings name(@Nullable String name, String field) {
    var right =
        name != null
            && !name.isBlank()
            && name.codePointCount(0, name.length()) <= LONGEST_NAME
            && name.codePoints().noneMatch(Findings::unprintable);
    return unless(right, "/" + field, field + " must be a name of 1 to 200 characters");
  }

  /** A time that is promised; null is none. */
  Findings positive(@Nullable Duration duration, String field) {
    var right =
        duration == null
            || (duration.isPositive() && duration.compareTo(LONGEST) <= 0 && wholeMillis(duration));
    return unless(right, "/" + field, field + " is " + duration + ", must be PT0.001S to P366D");
  }

  /** No two with the same name. */
  <T> Findings distinct(List<T> values, String list, String field, Function<T, String> name) {
    var seen = new HashSet<String>();
    for (var i = 0; i < values.size(); i++) {
      var value = name.apply(values.get(i));
      var pointer = "/" + list + "/" + i + "/" + field;
      unless(
          seen.add(value), pointer, value + " is there twice; give one of them another " + field);
    }
    return this;
  }

  /**
   * @throws Faulty if anything was found
   */
  void end() {
    if (!faults.isEmpty()) {
      throw new Faulty(faults);
    }
  }

  private static boolean wholeMillis(Duration duration) {
    return duration.equals(Duration.ofMillis(duration.toMillis()));
  }

  private static boolean unprintable(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }
}
