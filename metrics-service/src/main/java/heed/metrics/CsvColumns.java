package heed.metrics;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table, read from the type of its answer and never from its rows: all pages of a
 * list have the same, in the same order, whatever is null in them.
 *
 * @param list which field of the answer holds the rows; null if the answer is no list
 * @param names dotted, in the order of the JSON; a record within a record is all its components
 */
record CsvColumns(@Nullable String list, List<String> names) {
  private static final List<String> LISTS = List.of("items", "points", "theirs");

  CsvColumns {
    names = List.copyOf(names);
  }

  static CsvColumns of(SerializationConfig config, JavaType answer) {
    for (var property : config.introspect(answer).findProperties()) {
      if (LISTS.contains(property.getName())) {
        var names = new ArrayList<String>();
        add("", property.getPrimaryType().getContentType(), config, names);
        return new CsvColumns(property.getName(), names);
      }
    }
    return new CsvColumns(null, List.of("name", "value"));
  }

  private static void add(
      String name, JavaType type, SerializationConfig config, List<String> names) {
    if (!type.isTypeOrSubTypeOf(Record.class)) {
      names.add(name);
      return;
    }
    for (var property : config.introspect(type).findProperties()) {
      var dotted = name.isEmpty() ? property.getName() : name + "." + property.getName();
      add(dotted, property.getPrimaryType(), config, names);
    }
  }
}
