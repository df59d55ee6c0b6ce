package heed.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says of every record's schema what the record says of its components: null where it is {@code
 * Nullable}, always there where it is not, and nothing else beside them.
 */
final class OpenApiSchemas {
  private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
  private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);
  private static final DotName PROPERTY = DotName.createSimple(JsonProperty.class);

  private static final String TREE = "JsonNode";
  private static final String ZONE = "ZoneId";

  private final List<ClassInfo> records;

  OpenApiSchemas(IndexView index) {
    records =
        index.getKnownClasses().stream()
            .filter(c -> c.isRecord() && c.name().toString().startsWith("heed."))
            .toList();
  }

  void complete(Components components) {
    components.getSchemas().forEach(this::complete);
  }

  private void complete(String name, Schema schema) {
    if (name.equals(TREE)) {
      schema.setProperties(null); // what Java would call its properties is nothing of the JSON
      schema.setType(null);
      schema.setAdditionalPropertiesBoolean(true);
      return;
    }
    if (name.equals(ZONE)) {
      schema.setProperties(null);
      schema.setType(List.of(Schema.SchemaType.STRING));
      return;
    }
    var properties = schema.getProperties();
    if (properties == null) {
      letAnything(schema);
      return;
    }
    properties.values().forEach(OpenApiSchemas::letAnything);
    records.stream()
        .filter(r -> named(r, name) && fits(r, schema))
        .findFirst()
        .ifPresent(r -> complete(r, schema));
  }

  /** A schema of a generic record is named with what it is of: ListingCaseView. */
  private static boolean named(ClassInfo type, String schema) {
    return type.typeParameters().isEmpty()
        ? simple(type).equals(schema.replaceAll("\\d+$", ""))
        : schema.startsWith(simple(type));
  }

  /** An object of which nothing is said may hold anything: a tree, or a map. */
  private static void letAnything(Schema schema) {
    var object = schema.getType() != null && schema.getType().contains(Schema.SchemaType.OBJECT);
    if (object
        && schema.getProperties() == null
        && schema.getAdditionalPropertiesSchema() == null
        && schema.getAdditionalPropertiesBoolean() == null) {
      schema.setAdditionalPropertiesBoolean(true);
    }
  }

  private static boolean fits(ClassInfo type, Schema schema) {
    var names = new TreeSet<String>();
    type.recordComponents().forEach(c -> names.add(name(c)));
    return names.containsAll(Objects.requireNonNull(schema.getProperties()).keySet());
  }

  private static void complete(ClassInfo type, Schema schema) {
    var required = new ArrayList<String>();
    for (var component : type.recordComponents()) {
      var name = name(component);
      var property = Objects.requireNonNull(schema.getProperties()).get(name);
      if (property == null) {
        continue;
      }
      if (nullable(component)) {
        schema.addProperty(name, orNull(property));
      } else if (!leftOut(component) && !leftOut(type)) {
        required.add(name);
      }
    }
    schema.setRequired(required.isEmpty() ? null : required);
    if (schema.getAdditionalPropertiesBoolean() == null) {
      schema.setAdditionalPropertiesBoolean(false);
    }
  }

  private static Schema orNull(Schema property) {
    if (property.getRef() == null && property.getAllOf() == null) {
      if (property.getType() != null && !property.getType().contains(Schema.SchemaType.NULL)) {
        property.addType(Schema.SchemaType.NULL);
      }
      if (property.getEnumeration() != null && !property.getEnumeration().contains(null)) {
        var values = new ArrayList<>(property.getEnumeration());
        values.add(null);
        property.setEnumeration(values);
      }
      return property;
    }
    var nothing =
        OASFactory.createSchema()
            .type(List.of(Schema.SchemaType.STRING, Schema.SchemaType.NULL))
            .enumeration(Collections.singletonList(null));
    return OASFactory.createSchema().anyOf(List.of(property, nothing));
  }

  private static boolean nullable(RecordComponentInfo component) {
    return component.type().hasAnnotation(NULLABLE)
        || component.annotations().stream().anyMatch(a -> a.name().equals(NULLABLE));
  }

  private static boolean leftOut(RecordComponentInfo component) {
    return component.annotation(INCLUDE) != null;
  }

  private static boolean leftOut(ClassInfo type) {
    return type.declaredAnnotation(INCLUDE) != null;
  }

  private static String name(RecordComponentInfo component) {
    var named = component.annotation(PROPERTY);
    return named == null || named.value() == null ? component.name() : named.value().asString();
  }

  private static String simple(ClassInfo type) {
    var name = type.name().withoutPackagePrefix();
    return name.substring(name.lastIndexOf('$') + 1);
  }
}
