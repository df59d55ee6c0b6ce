package heed.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.EventJson;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Source;
import heed.events.Survey;
import heed.events.Tags;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tagged review in one pass over its bytes: it is most of the log, and binding it by name
 * keeps all of its tokens aside first. Whatever is not written as every writer of ours does is read
 * by {@link EventJson}, which also says what is wrong with it.
 */
final class TaggedReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonFields json;

  private @Nullable UUID id;
  private @Nullable String storefront;
  private @Nullable String externalId;
  private @Nullable Product product;
  private @Nullable Order order;
  private @Nullable Customer customer;
  private @Nullable Channel channel;
  private @Nullable Rating rating;
  private @Nullable Survey survey;
  private @Nullable String title;
  private @Nullable String text;
  private @Nullable String language;
  private @Nullable String country;
  private @Nullable Instant submittedAt;
  private @Nullable Instant receivedAt;
  private @Nullable Source source;
  private @Nullable Long revision;
  private @Nullable Tags tags;

  private TaggedReader(JsonParser json) {
    this.json = new JsonFields(json);
  }

  /**
   * @throws heed.events.MalformedRecord as {@link EventJson#read}
   */
  static ReviewTagged read(byte @Nullable [] value) {
    var usual = value == null ? null : usual(value);
    return usual == null ? EventJson.read(value, ReviewTagged.class) : usual;
  }

  /** Null where anything is not as usual. */
  static @Nullable ReviewTagged usual(byte[] value) {
    try (var parser = JSON.createParser(value)) {
      parser.nextToken();
      var event = new TaggedReader(parser).event();
      return parser.nextToken() == null ? event : null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private ReviewTagged event() throws IOException {
    json.object(this::field);
    return new ReviewTagged(
        new Review(
            JsonFields.given(id),
            JsonFields.given(storefront),
            externalId,
            JsonFields.given(product),
            order,
            customer,
            JsonFields.given(channel),
            rating,
            survey,
            title,
            text,
            language,
            country,
            submittedAt,
            JsonFields.given(receivedAt),
            source),
        JsonFields.given(revision),
        JsonFields.given(tags));
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "id" -> id = json.uuid(id);
      case "storefront" -> storefront = json.common(storefront);
      case "externalId" -> externalId = json.text(externalId);
      case "product" -> product = json.of(product, () -> new ProductReader().read(json));
      case "order" -> order = json.of(order, () -> new OrderReader().read(json));
      case "customer" -> customer = json.of(customer, () -> new CustomerReader().read(json));
      case "channel" -> channel = json.word(channel, Channel::valueOf);
      case "rating" -> rating = json.of(rating, () -> new RatingReader().read(json));
      case "survey" -> survey = json.of(survey, () -> new SurveyReader().read(json));
      case "title" -> title = json.text(title);
      case "text" -> text = json.text(text);
      case "language" -> language = json.common(language);
      case "country" -> country = json.common(country);
      case "submittedAt" -> submittedAt = json.instant(submittedAt);
      case "receivedAt" -> receivedAt = json.instant(receivedAt);
      case "source" -> source = json.of(source, () -> new SourceReader().read(json));
      case "revision" -> revision = json.whole(revision);
      case "tags" -> tags = json.of(tags, () -> new TagsReader().read(json));
      default -> json.skip();
    }
  }

  private static final class ProductReader {
    private @Nullable String id;
    private @Nullable String name;

    Product read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "id" -> id = json.common(id);
              case "name" -> name = json.common(name);
              default -> json.skip();
            }
          });
      return new Product(JsonFields.given(id), name);
    }
  }

  private static final class OrderReader {
    private @Nullable String id;
    private @Nullable Instant deliveredAt;

    Order read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "id" -> id = json.text(id);
              case "deliveredAt" -> deliveredAt = json.instant(deliveredAt);
              default -> json.skip();
            }
          });
      return new Order(id, deliveredAt);
    }
  }

  private static final class CustomerReader {
    private @Nullable String id;
    private @Nullable String contact;
    private @Nullable Boolean consent;

    Customer read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "id" -> id = json.text(id);
              case "contact" -> contact = json.text(contact);
              case "consent" -> consent = json.truth(consent);
              default -> json.skip();
            }
          });
      return new Customer(id, contact, consent);
    }
  }

  private static final class RatingReader {
    private Rating.@Nullable Scale scale;
    private @Nullable Integer value;

    Rating read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "scale" -> scale = json.word(scale, Rating.Scale::valueOf);
              case "value" -> value = json.number(value);
              default -> json.skip();
            }
          });
      return new Rating(JsonFields.given(scale), JsonFields.given(value));
    }
  }

  private static final class SurveyReader {
    private @Nullable Integer nps;
    private @Nullable Integer csat;
    private @Nullable Integer ces;

    Survey read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "nps" -> nps = json.number(nps);
              case "csat" -> csat = json.number(csat);
              case "ces" -> ces = json.number(ces);
              default -> json.skip();
            }
          });
      return new Survey(nps, csat, ces);
    }
  }

  private static final class SourceReader {
    private @Nullable String name;
    private @Nullable String url;
    private Source.@Nullable AnswerAt answerAt;
    private @Nullable Boolean askForUpdate;

    Source read(JsonFields json) throws IOException {
      json.object(
          field -> {
            switch (field) {
              case "name" -> name = json.text(name);
              case "url" -> url = json.text(url);
              case "answerAt" -> answerAt = json.word(answerAt, Source.AnswerAt::valueOf);
              case "askForUpdate" -> askForUpdate = json.truth(askForUpdate);
              default -> json.skip();
            }
          });
      return new Source(JsonFields.given(name), url, answerAt, askForUpdate);
    }
  }
}
