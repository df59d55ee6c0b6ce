package heed.ingest;

import static java.util.function.UnaryOperator.identity;

import heed.events.OrderDelivered;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one kind of thing that is posted: one table for JSON, NDJSON and CSV, so that the
 * three can never differ in what they know.
 */
final class Fields {
  static final Fields REVIEW =
      new Fields(
          EnumSet.range(Field.EXTERNAL_ID, Field.SUBMITTED_AT), "externalId,product.id,text");

  static final Fields ORDER =
      new Fields(
          EnumSet.of(
              Field.ID,
              Field.STOREFRONT,
              Field.CUSTOMER_ID,
              Field.CUSTOMER_NAME,
              Field.CUSTOMER_EMAIL,
              Field.LANGUAGE,
              Field.COUNTRY,
              Field.TIME_ZONE,
              Field.DELIVERED_AT),
          new Many("products", OrderDelivered.MOST_PRODUCTS, EnumSet.of(Field.ID, Field.NAME)),
          "id,products.0.id,deliveredAt");

  /** What an order that was posted before becomes. */
  static final Fields ORDER_CHANGE = new Fields(EnumSet.of(Field.STATUS), "status");

  /**
   * Objects of the same kind in a list. In CSV each has columns of its own, counted from 0, such as
   * {@code products.0.id}.
   *
   * @param most how many there may be
   */
  record Many(String name, int most, Fields each) {
    private Many(String name, int most, Collection<Field> each) {
      this(name, most, new Fields(each, ""));
    }
  }

  private final Map<String, Field> byName;
  private final Map<String, Map<String, Field>> byGroup;
  private final @Nullable Many many;
  private final String header;

  private Fields(Collection<Field> fields, String header) {
    this(fields, null, header);
  }

  private Fields(Collection<Field> fields, @Nullable Many many, String header) {
    byName = fields.stream().collect(Collectors.toUnmodifiableMap(Field::dotted, identity()));
    byGroup =
        fields.stream()
            .filter(field -> field.dotted().contains("."))
            .collect(
                Collectors.groupingBy(
                    field -> field.dotted().substring(0, field.dotted().indexOf('.')),
                    Collectors.toUnmodifiableMap(
                        field -> field.dotted().substring(field.dotted().indexOf('.') + 1),
                        identity())));
    this.many = many;
    this.header = header;
  }

  /** The field of a dotted name; null if there is none. */
  @Nullable Field named(String dotted) {
    return byName.get(dotted);
  }

  /** The fields of a nested object by their own names; null if there is no such object. */
  @Nullable Map<String, Field> group(String name) {
    return byGroup.get(name);
  }

  /** The one list that it can have; null if it has none. */
  @Nullable Many many() {
    return many;
  }

  /** The beginning of a CSV header, as an example. */
  String header() {
    return header;
  }
}
