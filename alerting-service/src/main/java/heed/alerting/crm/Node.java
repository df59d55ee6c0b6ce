package heed.alerting.crm;

import com.fasterxml.jackson.databind.JsonNode;
import heed.alerting.crm.Mapping.Faults;
import heed.door.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A place in a mapping that is being read; whatever is wrong is put down, and reading goes on. */
record Node(JsonNode json, String pointer, List<FieldError> faults) {
  private static final int MOST = 100;

  static Node root(JsonNode document) {
    return new Node(document, "", new ArrayList<>());
  }

  boolean missing() {
    return json.isMissingNode();
  }

  boolean has(String field) {
    return json.has(field);
  }

  Node at(String field) {
    var shown = field.length() > 80 ? field.substring(0, 80) + "…" : field;
    var escaped = shown.replaceAll("\\p{Cntrl}", "?").replace("~", "~0").replace("/", "~1");
    return new Node(json.path(field), pointer + "/" + escaped, faults);
  }

  /** The items of a list; none if it is missing. */
  List<Node> items() {
    var items = new ArrayList<Node>();
    if (!json.isArray() && !missing()) {
      fault("this must be a list");
    }
    for (var i = 0; json.isArray() && i < json.size(); i++) {
      items.add(new Node(json.get(i), pointer + "/" + i, faults));
    }
    return items;
  }

  /** Refuses fields of other names, if any are given; true if this is an object at all. */
  boolean object(String... fields) {
    if (!json.isObject()) {
      fault((pointer.isEmpty() ? "the mapping" : "this") + " must be an object");
      return false;
    }
    var known = Set.of(fields);
    for (var field : json.properties()) {
      if (!known.isEmpty() && !known.contains(field.getKey())) {
        at(field.getKey())
            .fault("this field is not known here; there are " + String.join(", ", fields));
      }
    }
    return true;
  }

  void fault(String detail) {
    if (faults.size() < MOST) {
      faults.add(new FieldError(pointer, detail));
    }
  }

  /**
   * @throws Faults if anything was put down
   */
  void end() {
    if (!faults.isEmpty()) {
      throw new Faults(faults);
    }
  }
}
