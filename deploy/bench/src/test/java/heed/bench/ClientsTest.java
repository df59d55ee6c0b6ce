package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A floor with other settings than ours would be no floor; what differs here differs there. */
class ClientsTest {
  private static final Path ROOT = Path.of("..", "..");

  @Test
  void theConsumerOfTheFloorIsSetAsOurs() throws IOException {
    var properties = settings("sentiment-service");
    var floor = Clients.taggingConsumer("");
    for (var name :
        new String[] {"max.poll.records", "fetch.max.bytes", "max.partition.fetch.bytes"}) {
      assertThat(properties.getProperty("mp.messaging.incoming.reviews-received." + name))
          .as(name)
          .isEqualTo(String.valueOf(floor.get(name)));
    }
  }

  @Test
  void theFloorOfFoldingWritesBatchesAsLargeAsOurs() throws IOException {
    assertThat(
            settings("metrics-service")
                .getProperty("mp.messaging.incoming.reviews-tagged.max.poll.records"))
        .isEqualTo(String.valueOf(Folds.BATCH));
  }

  private static Properties settings(String service) throws IOException {
    var properties = new Properties();
    try (var in =
        Files.newInputStream(
            ROOT.resolve(service).resolve("src/main/resources/application.properties"))) {
      properties.load(in);
    }
    return properties;
  }

  @Test
  void theProducersOfTheFloorsAreSetAsOurs() throws IOException {
    var ingest = source("review-ingest/src/main/java/heed/ingest/IngestSettings.java");
    assertThat(ingest)
        .contains("@WithDefault(\"2ms\")\n    Duration linger();")
        .contains("@WithDefault(\"64K\")\n    MemorySize batch();")
        .contains("@WithDefault(\"64M\")\n    MemorySize buffer();")
        .contains("@WithDefault(\"none\")\n    String compression();");
    assertThat(Clients.ingestProducer(""))
        .containsAllEntriesOf(
            Map.of(
                "acks",
                "all",
                "linger.ms",
                2L,
                "batch.size",
                65_536,
                "buffer.memory",
                67_108_864L,
                "compression.type",
                "none"));
    var tagging = source("sentiment-service/src/main/java/heed/sentiment/SafeProducer.java");
    assertThat(tagging)
        .contains("LINGER_MS_CONFIG, 0)")
        .contains("COMPRESSION_TYPE_CONFIG, \"lz4\")")
        .contains("BATCH_SIZE_CONFIG, 64 << 10)")
        .contains("BUFFER_BYTES = 24L << 20");
    assertThat(Clients.taggingProducer(""))
        .containsAllEntriesOf(
            Map.of(
                "acks",
                "all",
                "linger.ms",
                0L,
                "batch.size",
                65_536,
                "buffer.memory",
                25_165_824L,
                "compression.type",
                "lz4"));
  }

  private static String source(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
