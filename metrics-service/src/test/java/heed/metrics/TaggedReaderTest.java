package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.EventJson;
import heed.events.MalformedRecord;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Source;
import heed.events.Survey;
import heed.events.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is read in one pass is what binding by name reads, or it is left to that. */
class TaggedReaderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> ODD =
      List.of(
          "null",
          "0",
          "-1",
          "1e400",
          "1.5",
          "99999999999999999999",
          "true",
          "\"\"",
          "\"3\"",
          "\"LV\"",
          "\"2026-02-30T10:00:00Z\"",
          "\"2026-02-03T10:00:00.123456789Z\"",
          "\"2026-02-03T10:00:00+02:00\"",
          "\"+1234567-89ab-cdef-0123-456789abcdef\"",
          "\"ABCDEF67-89ab-cdef-0123-456789abcdef\"",
          "[]",
          "{}",
          "[null]",
          "{\"id\": \"x\", \"id\": \"y\"}");

  @Property(tries = 100)
  void everyReviewThatWeWriteIsReadInOnePass(@ForAll long seed) {
    for (var event : new MadeUp(seed, 5, Volume.SHOPS).reviews(5, Given.NOON)) {
      var bytes = EventJson.write(event);
      assertThat(TaggedReader.usual(bytes)).isEqualTo(EventJson.read(bytes, ReviewTagged.class));
    }
    assertThat(TaggedReader.usual(EventJson.write(full()))).isEqualTo(full());
  }

  @Property(tries = 3000)
  void whateverIsOddIsReadAsBindingReadsIt(@ForAll long seed) throws Exception {
    var random = new Random(seed);
    var tree = (ObjectNode) JSON.readTree(EventJson.write(full()));
    for (var i = random.nextInt(3); i >= 0; i--) {
      mutate(tree, random);
    }
    holds(JSON.writeValueAsBytes(tree));
  }

  @Property(tries = 3000)
  void brokenBytesAreReadAsBindingReadsThem(@ForAll long seed) {
    var random = new Random(seed);
    var bytes = EventJson.write(full());
    for (var i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) "\"{}[],:0a\\ \u00e9".charAt(random.nextInt(12));
    }
    holds(bytes);
  }

  @Test
  void aFieldThatIsThereTwiceOrSomethingBehindItIsLeftToBinding() {
    var written = new String(EventJson.write(full()), StandardCharsets.UTF_8);
    holds(written.replace("\"revision\":", "\"revision\":5,\"revision\":"));
    holds(written.replace("\"title\":", "\"title\":\"other\",\"title\":"));
    holds(written + " {}");
    holds(written.replace("{", "{\"unknown\": [{\"a\": 1}],"));
  }

  @Test
  void whatIsWrongIsToldAsEver() {
    assertThatThrownBy(() -> TaggedReader.read(null))
        .isInstanceOf(MalformedRecord.class)
        .hasMessage("the value is null");
    var wrong = new String(EventJson.write(full()), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TaggedReader.read(bytes(wrong.replace("\"value\":4", "\"value\":6"))))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("rating.value is 6, must be 1 to 5");
  }

  private static void holds(String json) {
    holds(bytes(json));
  }

  private static void holds(byte[] json) {
    var usual = TaggedReader.usual(json);
    if (usual != null) {
      assertThat(usual).isEqualTo(EventJson.read(json, ReviewTagged.class));
    }
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static void mutate(ObjectNode tree, Random random) throws Exception {
    var objects = new ArrayList<ObjectNode>();
    collect(tree, objects);
    var object = objects.get(random.nextInt(objects.size()));
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      return;
    }
    var name = names.get(random.nextInt(names.size()));
    if (random.nextInt(4) == 0) {
      object.remove(name);
    } else {
      object.set(name, JSON.readTree(ODD.get(random.nextInt(ODD.size()))));
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> to) {
    if (node instanceof ObjectNode object) {
      to.add(object);
    }
    node.forEach(child -> collect(child, to));
  }

  private static ReviewTagged full() {
    return new ReviewTagged(
        new Review(
            UUID.fromString("0d9f2f4e-3c1b-5a77-9d4e-0123456789ab"),
            "riga-shop",
            "ext-1",
            new Product("sku-1", "Kettle \"K\" \u017d"),
            new Order("o-1", Instant.parse("2026-11-20T08:00:00Z")),
            new Customer("c-1", "sealed", false),
            Channel.APP,
            new Rating(Rating.Scale.STARS_5, 4),
            new Survey(9, 4, 7),
            "Good",
            "The delivery came late, the kettle is fine \ud83d\ude42",
            "lv",
            "LV",
            Instant.parse("2026-11-23T09:59:00.120Z"),
            Instant.parse("2026-11-23T10:00:00.003Z"),
            new Source("Elsewhere", "https://x.example/1", Source.AnswerAt.PLATFORM, true)),
        7_000_000_001L,
        new Tags(
            new Tags.Language("lv", 0.98),
            new Tags.Sentiment(Tags.Label.POSITIVE, 1, 0.9, Tags.Basis.BOTH, false),
            List.of(
                new Tags.AspectMention(Tags.Aspect.DELIVERY, Tags.Label.NEGATIVE, "came late"),
                new Tags.AspectMention(Tags.Aspect.QUALITY, Tags.Label.POSITIVE, "fine")),
            Tags.Urgency.NORMAL,
            "linear-2026.1"));
  }
}
