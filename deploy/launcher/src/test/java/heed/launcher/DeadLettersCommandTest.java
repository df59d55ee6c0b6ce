package heed.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.embedded.EmbeddedBroker;
import heed.embedded.FreePort;
import heed.events.DeadLetters;
import heed.events.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersCommandTest {
  private static final Path ROOT = Path.of("/heed");
  private static final TopicPartition TAGGED = new TopicPartition(Topics.REVIEWS_TAGGED, 5);
  private static @TempDir Path folder;
  private static EmbeddedBroker broker;
  private static KafkaProducer<byte[], byte[]> producer;

  /** Where the next one that is laid aside came from. */
  private static long offset = 7000;

  @BeforeAll
  static void start() throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE); // as Main does
    broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
    broker.createTopics(Topics.ALL);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 4 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @BeforeEach
  void nothingWaits() throws Exception {
    tell("dismiss");
  }

  private static DeadLettersCommand parse(String words) throws Refusal {
    return DeadLettersCommand.parse(
        words.isEmpty() ? List.of() : Arrays.asList(words.split(" ")), ROOT);
  }

  private static String tell(String words) throws Exception {
    var text = new ByteArrayOutputStream();
    parse(words + " --kafka " + broker.bootstrapServers()).run(new PrintStream(text, true, UTF_8));
    return text.toString(UTF_8);
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }

  private static void layAside(@Nullable String value, String reason) throws Exception {
    layAside(Topics.METRICS_DEAD_LETTER, offset++, value, reason);
  }

  private static void layAside(String by, long at, @Nullable String value, String reason)
      throws Exception {
    var original =
        new ConsumerRecord<>(TAGGED.topic(), TAGGED.partition(), at, bytes("key"), bytes(value));
    original.headers().add("ce_type", bytes("review.tagged.v9"));
    producer.send(DeadLetters.letter(by, original, reason)).get();
  }

  /** What was put on the topic since. */
  private static List<ConsumerRecord<byte[], byte[]>> tagged(long since) {
    try (var consumer = consumer()) {
      consumer.assign(List.of(TAGGED));
      consumer.seek(TAGGED, since);
      var end = consumer.endOffsets(List.of(TAGGED)).get(TAGGED);
      var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
      while (consumer.position(TAGGED) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
      return found;
    }
  }

  private static long end() {
    try (var consumer = consumer()) {
      return consumer.endOffsets(List.of(TAGGED)).get(TAGGED);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Test
  void whatWasLaidAsideIsListedAndPutBackInOrderOnce() throws Exception {
    var since = end();
    for (var i = 0; i < 300; i++) {
      layAside("text " + i, "its version is 9");
    }
    layAside(null, "the value is null");
    layAside("x".repeat(Topics.MAX_RECORD_BYTES - 1000), "too much");
    assertThat(tell("list"))
        .contains("sentiment-service: none waits")
        .contains("metrics-service: 302 wait")
        .contains("  review.tagged.v9, 6 bytes: its version is 9")
        .contains("and 252 more")
        .doesNotContain("text 1");
    assertThat(tell("replay metrics-service")).contains("metrics-service: 302 put back");
    var back = tagged(since);
    assertThat(back).hasSize(302);
    for (var i = 0; i < 300; i++) {
      assertThat(back.get(i).value()).isEqualTo(bytes("text " + i));
      assertThat(back.get(i).key()).isEqualTo(bytes("key"));
      assertThat(back.get(i).headers().lastHeader("ce_type").value())
          .isEqualTo(bytes("review.tagged.v9"));
      assertThat(back.get(i).headers().toArray()).hasSize(2);
      assertThat(DeadLetters.firstOffset(back.get(i))).isLessThanOrEqualTo(back.get(i).offset());
    }
    assertThat(back.get(300).value()).isNull();
    assertThat(back.get(301).value()).hasSize(Topics.MAX_RECORD_BYTES - 1000);
    assertThat(tell("list")).contains("metrics-service: none waits");
    assertThat(tell("replay")).contains("metrics-service: 0 put back");
    assertThat(tagged(since)).hasSize(302);
  }

  @Test
  void whatIsDismissedIsNotPutBackAndWhatComesLaterWaits() throws Exception {
    var since = end();
    layAside("one", "no");
    assertThat(tell("dismiss metrics-service")).contains("metrics-service: 1 dismissed");
    layAside("two", "no");
    assertThat(tell("list metrics-service"))
        .contains("metrics-service: 1 wait")
        .doesNotContain("alerting-service");
    assertThat(tell("replay")).contains("metrics-service: 1 put back");
    assertThat(tagged(since))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(bytes("two")));
  }

  @Test
  void whatTwoServicesLaidAsideGoesBackOnce() throws Exception {
    var since = end();
    layAside(Topics.ALERTING_DEAD_LETTER, 5, "both", "no");
    layAside(Topics.METRICS_DEAD_LETTER, 5, "both", "no");
    layAside(Topics.METRICS_DEAD_LETTER, 6, "one", "no");
    assertThat(tell("list")).contains("  reviews-tagged 5 5  review.tagged.v9");
    assertThat(tell("replay"))
        .contains("alerting-service: 1 put back")
        .contains("metrics-service: 1 put back\n  1 are back already");
    assertThat(tagged(since))
        .extracting(r -> new String(r.value(), UTF_8))
        .containsExactly("both", "one");
    assertThat(tell("list")).doesNotContain(" wait\n");
  }

  /** As a reader does that still cannot read what another service's letter put back. */
  @Test
  void whatIsLaidAsideMeanwhileWaits() throws Exception {
    var since = end();
    layAside(Topics.ALERTING_DEAD_LETTER, 5, "both", "no");
    layAside(Topics.METRICS_DEAD_LETTER, 5, "both", "no");
    var told = new StringBuilder();
    var out =
        new OutputStream() {
          @Override
          public void write(int letter) throws IOException {
            told.append((char) letter);
            if (told.toString().endsWith("alerting-service: 1 put back")) {
              try {
                layAside(Topics.METRICS_DEAD_LETTER, 6, "both", "still not");
              } catch (Exception e) {
                throw new IOException(e);
              }
            }
          }
        };
    parse("replay --kafka " + broker.bootstrapServers()).run(new PrintStream(out, true, UTF_8));
    assertThat(told.toString()).contains("metrics-service: 0 put back\n  1 are back already");
    assertThat(tagged(since)).hasSize(1);
    assertThat(tell("list")).contains("metrics-service: 1 wait").contains("still not");
  }

  @Test
  void whatAStrangerWroteGoesNowhereAndMovesNoCursor() throws Exception {
    var since = end();
    var strange = new ProducerRecord<>(Topics.METRICS_DEAD_LETTER, bytes("k"), bytes("v"));
    strange.headers().add(DeadLetters.TOPIC, bytes("elsewhere"));
    strange.headers().add(DeadLetters.REASON, bytes("\u001b[2Jgone\n\u202eback" + "y".repeat(999)));
    producer.send(strange).get();
    layAside("behind it", "no");
    assertThat(tell("list"))
        .contains("metrics-service: 2 wait")
        .contains("elsewhere - -  -, 1 bytes: ?[2Jgone??back")
        .doesNotContain("\u001b")
        .doesNotContain("y".repeat(200));
    assertThat(tell("replay"))
        .contains("metrics-service: 1 put back")
        .contains("1 left out, which wait no more:\n    elsewhere - -: it does not say");
    assertThat(tagged(since)).hasSize(1);
  }

  @Test
  void whatIsTooLargeByNowIsLeftOutAndHoldsUpNobody() throws Exception {
    var since = end();
    var noise = new byte[Topics.MAX_RECORD_BYTES + 1000];
    new SplittableRandom(1).nextBytes(noise);
    var original = new ConsumerRecord<>(TAGGED.topic(), TAGGED.partition(), 3, bytes("k"), noise);
    producer.send(DeadLetters.letter(Topics.METRICS_DEAD_LETTER, original, "x")).get();
    layAside("behind it", "no");
    assertThat(tell("replay metrics-service"))
        .contains("metrics-service: 1 put back")
        .contains("1 left out, which wait no more:")
        .contains("reviews-tagged 5 3: it is too large");
    assertThat(tagged(since)).hasSize(1);
  }

  @Test
  void whatTheBrokerDoesNotTakeForNowIsTold() {
    var away =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public List<PartitionInfo> partitionsFor(String topic) {
            return Collections.nCopies(12, new PartitionInfo(topic, 0, null, null, null));
          }
        };
    away.sendException = new org.apache.kafka.common.errors.TimeoutException("away");
    var original = new ConsumerRecord<>(TAGGED.topic(), 5, 3, bytes("k"), bytes("v"));
    var sent = DeadLetters.letter(Topics.METRICS_DEAD_LETTER, original, "x");
    var letter = new ConsumerRecord<>(Topics.METRICS_DEAD_LETTER, 0, 0, sent.key(), sent.value());
    sent.headers().forEach(letter.headers()::add);
    assertThatThrownBy(() -> new Back().put(away, List.of(letter)))
        .isInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
    away.sendException = null;
    new Thread(
            () -> {
              while (!away.errorNext(new org.apache.kafka.common.errors.TimeoutException("away")))
                Thread.onSpinWait();
            })
        .start();
    assertThatThrownBy(() -> new Back().put(away, List.of(letter)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("waits on: away");
  }

  @Test
  void takesItsOptionsWhereverTheyStand() throws Refusal {
    assertThat(parse("--port-base 9000 replay alerting-service"))
        .isEqualTo(
            new DeadLettersCommand(
                DeadLettersCommand.What.REPLAY,
                List.of("alerting-service"),
                "127.0.0.1:9010",
                null));
    assertThat(parse("list --kafka a:1,b:2 --kafka-config /x"))
        .isEqualTo(
            new DeadLettersCommand(
                DeadLettersCommand.What.LIST,
                List.of("sentiment-service", "alerting-service", "metrics-service"),
                "a:1,b:2",
                Path.of("/x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "show", "replay a b", "list --data x", "--mend"})
  void refusesWhatItDoesNotKnow(String words) {
    assertThatThrownBy(() -> parse(words))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("dead-letters takes");
  }

  @Test
  void namesTheServicesThatLaySomethingAside() {
    assertThatThrownBy(() -> parse("replay review-ingest"))
        .hasMessageContaining(
            "must be one of sentiment-service, alerting-service, metrics-service");
    assertThatThrownBy(() -> parse("list --kafka")).hasMessage("--kafka needs a value");
    assertThatThrownBy(() -> parse("list --kafka-config /x")).hasMessageContaining("needs --kafka");
  }

  @Test
  void saysAtOnceThatNothingListens() throws Exception {
    var out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    assertThatThrownBy(() -> parse("list --kafka 127.0.0.1:" + FreePort.find()).run(out))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nothing listens at 127.0.0.1:")
        .hasMessageContaining("./heed up");
  }

  @Test
  void saysThatAnAddressIsNoneOrASettingIsWrong() throws Exception {
    var out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    assertThatThrownBy(() -> parse("list --kafka nowhere").run(out))
        .hasMessageContaining("the broker at nowhere:")
        .hasMessageContaining("bootstrap.servers");
    var config = Files.writeString(folder.resolve("client.properties"), "security.protocol=NONE\n");
    assertThatThrownBy(
            () ->
                parse("list --kafka " + broker.bootstrapServers() + " --kafka-config " + config)
                    .run(out))
        .hasMessageContaining("security.protocol");
  }
}
