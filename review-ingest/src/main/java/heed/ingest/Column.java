package heed.ingest;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One column of a CSV: a field of the thing, or of one object in its list.
 *
 * @param list the list's name; null for a field of the thing itself
 * @param index which object of the list, from 0
 */
record Column(@Nullable String list, int index, Field field) {
  private static final Pattern IN_LIST = Pattern.compile("([a-z]+)\\.(0|[1-9][0-9]?)\\.(.+)");

  /** The column of a header's cell; null if it names no field. */
  static @Nullable Column named(Fields fields, String name) {
    var many = fields.many();
    var inList = IN_LIST.matcher(name);
    if (many == null || !inList.matches() || !inList.group(1).equals(many.name())) {
      var field = fields.named(name);
      return field == null ? null : new Column(null, 0, field);
    }
    var index = Integer.parseInt(inList.group(2));
    var field = many.each().named(inList.group(3));
    return field == null || index >= many.most() ? null : new Column(many.name(), index, field);
  }

  /** As it stands in the header. */
  String name() {
    return list == null ? field.dotted() : list + "." + index + "." + field.dotted();
  }

  /** Gives the cell to where it belongs; one that is empty says nothing and is not given. */
  void put(Posted posted, String cell) {
    var of = list == null ? posted : posted.item(list, index);
    if (field.kind() == Field.Kind.NUMBER) {
      of.setNumber(field, cell);
    } else {
      of.set(field, cell);
    }
  }
}
