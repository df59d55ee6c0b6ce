package heed.alerting.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request. A place is an object with {@code $fact}; every name that begins with
 * a dollar is kept for such, so that a misspelt one is no constant.
 */
final class TemplateReader {
  private static final String FACT = "$fact";
  private static final String TABLE = "$table";
  private static final String ELSE = "$else";
  private static final String JOIN = "$join";

  private final Map<String, Map<String, JsonNode>> tables;
  private final Set<String> on;

  TemplateReader(Map<String, Map<String, JsonNode>> tables, Set<String> on) {
    this.tables = tables;
    this.on = on;
  }

  Template read(Node node) {
    var json = node.json();
    if (json.isArray()) {
      var items = new ArrayList<Template>();
      node.items().forEach(item -> items.add(read(item)));
      return new Template.Items(items);
    }
    if (!json.isObject()) {
      if (json.isFloatingPointNumber() && !Double.isFinite(json.doubleValue())) {
        node.fault("this is no number that JSON has");
      }
      return new Template.Constant(json);
    }
    if (json.has(FACT)) {
      return place(node);
    }
    var fields = new LinkedHashMap<String, Template>();
    for (var field : json.properties()) {
      var name = field.getKey();
      if (name.startsWith("$")) {
        node.at(name)
            .fault(
                "a name that begins with $ stands beside $fact; there are $fact, $table, $else and $join");
      }
      fields.put(name, read(node.at(name)));
    }
    return new Template.Fields(fields);
  }

  private Template place(Node node) {
    node.object(FACT, TABLE, ELSE, JOIN);
    var name = node.at(FACT).json().asText();
    var fact = FactName.find(name, on);
    if (fact == null || on.isEmpty()) {
      node.at(FACT).fault(MappingReader.noFact(name, on));
      return new Template.Constant(NullNode.instance);
    }
    var otherwise = node.json().get(ELSE);
    if (otherwise != null && otherwise.isContainerNode()) {
      node.at(ELSE).fault("$else must be a text, a number, true, false or null");
    }
    return new Template.Place(
        fact,
        table(node, fact, otherwise),
        otherwise == null ? NullNode.instance : otherwise,
        join(node, fact));
  }

  private static @Nullable String join(Node node, FactName fact) {
    if (!node.has(JOIN)) {
      return null;
    }
    if (!fact.list() || !node.at(JOIN).json().isTextual()) {
      node.at(JOIN)
          .fault(
              "$join is the text between the items of a list, and "
                  + fact.written()
                  + " must be one");
    }
    return node.at(JOIN).json().asText();
  }

  private @Nullable Map<String, JsonNode> table(
      Node node, FactName fact, @Nullable JsonNode otherwise) {
    if (!node.has(TABLE)) {
      return null;
    }
    var name = node.at(TABLE).json().asText();
    var table = tables.get(name);
    if (table == null) {
      node.at(TABLE)
          .fault(
              "no table has this name; there are "
                  + (tables.isEmpty() ? "none" : String.join(", ", tables.keySet())));
      return null;
    }
    var missing = new TreeSet<>(fact.known());
    missing.removeAll(table.keySet());
    if (otherwise == null && (fact.known().isEmpty() || !missing.isEmpty())) {
      node.at(TABLE)
          .fault(
              fact.known().isEmpty()
                  ? fact.written() + " can have any value; say with $else what others become"
                  : "the table lacks "
                      + String.join(", ", missing)
                      + "; add them, or say with $else what others become");
    }
    return table;
  }
}
