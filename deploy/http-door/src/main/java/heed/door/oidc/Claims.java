package heed.door.oidc;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a proven token says, read by name or by path. */
record Claims(Map<String, Object> all) {
  private static final int LONGEST = 100;

  /** A text; null if there is none, or none that can be shown. */
  @Nullable String text(String path) {
    return at(path) instanceof String text ? clean(text) : null;
  }

  /** Every text of a list; of a single text its words, as {@code scope} has them. */
  Set<String> texts(String path) {
    var found = new LinkedHashSet<String>();
    List<?> values =
        switch (at(path)) {
          case String text -> List.of(text.split("\\s+", -1));
          case Collection<?> list -> List.copyOf(list);
          case null, default -> List.of();
        };
    for (var value : values) {
      var text = value instanceof String raw ? clean(raw) : null;
      if (text != null) {
        found.add(text);
      }
    }
    return found;
  }

  boolean has(String name) {
    return all.get(name) != null;
  }

  /** Names with slashes in them, such as addresses, come before paths. */
  private @Nullable Object at(String path) {
    if (all.containsKey(path)) {
      return all.get(path);
    }
    Object here = all;
    for (var step : path.split("/", -1)) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return here;
  }

  private static @Nullable String clean(String raw) {
    var text = raw.strip();
    var shown =
        !text.isEmpty()
            && text.codePointCount(0, text.length()) <= LONGEST
            && text.codePoints().noneMatch(Character::isISOControl);
    return shown ? text : null;
  }
}
