package heed.ingest;

import heed.events.Source;
import heed.ingest.Reading.Value;
import heed.ingest.SourceMapping.Standing;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns an item of a source into what a storefront would have posted, so that it is judged by the
 * same rules. Pure. What the source writes otherwise than we do is mapped only where nothing is
 * guessed; everything else is refused, by the name the source has for it.
 */
final class ItemMapper {
  private static final int LONGEST_URL = 2000;

  private final SourceMapping mapping;
  private final @Nullable Reading storefront;
  private final Reading product;

  /**
   * @param storefront what the configuration says, before the mapping; null: nothing
   * @param product what the configuration says where an item names none; null: as the mapping has
   *     it
   */
  ItemMapper(SourceMapping mapping, @Nullable String storefront, @Nullable String product) {
    this.mapping = mapping;
    this.storefront = storefront == null ? mapping.storefront() : Reading.always(storefront);
    this.product = productOr(mapping.fields(), product);
  }

  private static Reading productOr(Map<Field, Reading> fields, @Nullable String product) {
    var reading = java.util.Objects.requireNonNull(fields.get(Field.PRODUCT_ID));
    return product == null
        ? reading
        : new Reading(
            reading.pointers(),
            reading.columns(),
            product,
            reading.table(),
            reading.none(),
            reading.prefix(),
            reading.html());
  }

  /** True if every item says of which storefront it is, so that no key has to. */
  boolean namesStorefront() {
    return storefront != null;
  }

  Mapped map(SentItem item) {
    var posted = new Posted();
    var standing = standing(item, posted);
    if (standing == Standing.IGNORED) {
      return new Mapped.Ignored();
    }
    identity(item, posted);
    if (standing == Standing.DELETED) {
      return new Mapped.Withdrawn(posted);
    }
    mapping.fields().forEach((field, reading) -> field(item, posted, field, reading));
    rating(item, posted);
    posted.set(Field.CHANNEL, mapping.channel().name());
    posted.source(source(item));
    return new Mapped.Told(posted);
  }

  private @Nullable Standing standing(SentItem item, Posted posted) {
    var status = mapping.status();
    if (status.reading() == null) {
      return Standing.PUBLISHED;
    }
    return switch (status.reading().of(item)) {
      case Value.Absent absent -> Standing.PUBLISHED;
      case Value.Known known -> {
        var standing = status.words().getOrDefault(known.text(), status.otherwise());
        if (standing == null) {
          posted.wrong(
              String.valueOf(known.where()),
              "the status is %s, which the mapping does not know; it knows %s"
                  .formatted(
                      Section.shown(known.text()), String.join(", ", status.words().keySet())));
        }
        yield standing;
      }
      case Value.Wrong wrong -> {
        posted.wrong(wrong.where(), "the status " + wrong.what());
        yield null;
      }
    };
  }

  private void identity(SentItem item, Posted posted) {
    switch (mapping.id().of(item, Field.EXTERNAL_ID.longest())) {
      case Value.Known id -> {
        posted.sentAs(Field.EXTERNAL_ID, id.where());
        posted.set(Field.EXTERNAL_ID, mapping.source() + ":" + id.text().strip());
      }
      case Value.Absent absent ->
          posted.wrong(Field.EXTERNAL_ID, "is missing, must be the source's own id of the review");
      case Value.Wrong wrong -> wrong(posted, Field.EXTERNAL_ID, wrong);
    }
    if (storefront != null) {
      field(item, posted, Field.STOREFRONT, storefront);
    }
  }

  private void field(SentItem item, Posted posted, Field field, Reading reading) {
    var read = field == Field.PRODUCT_ID ? product : reading;
    switch (read.of(item, field.longest())) {
      case Value.Known known -> {
        posted.sentAs(field, known.where());
        set(posted, field, known.text());
      }
      case Value.Absent absent -> {
        if (field == Field.STOREFRONT) {
          posted.wrong(field, "is missing; the mapping or the configuration must say it");
        }
      }
      case Value.Wrong wrong -> wrong(posted, field, wrong);
    }
  }

  private void set(Posted posted, Field field, String text) {
    switch (field.kind()) {
      case TEXT -> posted.set(field, text);
      case LINE -> posted.set(field, PlainText.oneLine(text));
      case ID, FLAG -> posted.set(field, text.strip());
      case NUMBER -> number(posted, field, text.strip());
      case CODE -> posted.set(field, code(field, text.strip()));
    }
  }

  /** What is only another way to write the same. */
  private String code(Field field, String text) {
    return switch (field) {
      case LANGUAGE -> text.replace('_', '-');
      case COUNTRY -> text.toUpperCase(Locale.ROOT);
      case SUBMITTED_AT, ORDER_DELIVERED_AT -> time(field, text);
      default -> text;
    };
  }

  private String time(Field field, String text) {
    var time = mapping.times().getOrDefault(field, new SentTime.Rfc3339()).rfc3339(text);
    return time == null ? text : time;
  }

  private void rating(SentItem item, Posted posted) {
    var stars = mapping.rating();
    if (stars == null) {
      return;
    }
    switch (stars.reading().of(item, Field.RATING_VALUE.longest())) {
      case Value.Known known -> {
        posted.sentAs(Field.RATING_VALUE, known.where());
        posted.set(Field.RATING_SCALE, stars.scale().name());
        number(posted, Field.RATING_VALUE, known.text().strip());
      }
      case Value.Absent absent -> {}
      case Value.Wrong wrong -> {
        posted.set(Field.RATING_SCALE, stars.scale().name());
        wrong(posted, Field.RATING_VALUE, wrong);
      }
    }
  }

  /** 5.0 is 5, as some platforms write it; 4.5 is no value of a scale and is never rounded. */
  private static void number(Posted posted, Field field, String text) {
    if (text.length() <= 20 && text.matches("-?[0-9]+\\.0+")) {
      posted.setNumber(field, new BigDecimal(text).setScale(0).toPlainString());
    } else {
      posted.setNumber(field, text);
    }
  }

  private static void wrong(Posted posted, Field field, Value.Wrong wrong) {
    posted.sentAs(field, wrong.where());
    posted.wrong(field, wrong.what());
  }

  private Source source(SentItem item) {
    var answer = mapping.answer();
    return new Source(mapping.name(), url(item), answer.where(), mapping.askForUpdate());
  }

  /** A link is a help: one that is none is left out, and the review is taken. */
  private @Nullable String url(SentItem item) {
    var reading = mapping.answer().url();
    if (reading == null || !(reading.of(item) instanceof Value.Known known)) {
      return null;
    }
    var url = known.text().strip();
    var fit =
        Source.isWeb(url)
            && url.length() <= LONGEST_URL
            && url.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>');
    return fit ? url : null;
  }
}
