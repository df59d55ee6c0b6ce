package heed.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Everything that can be set about the way in; each default runs as it is. */
@ConfigMapping(prefix = "heed.ingest")
interface IngestSettings {
  /** The largest review or order in bytes, alone as JSON or as one line of a bulk. */
  int MAX_REVIEW_BYTES = 64 * 1024;

  /** The storefront of a caller that may act for several and names none; read by the door. */
  Optional<String> defaultStorefront();

  /**
   * How many bytes of single posts and erasures may await the broker's acknowledgement; more are
   * answered with 429.
   */
  @WithDefault("16M")
  MemorySize inFlight();

  /** What a client that is answered 429 or 503 is told to wait. Whole seconds, at least 1. */
  @WithDefault("2s")
  Duration retryAfter();

  /**
   * How long ago an order may have been delivered; an older one is refused, so that a file of old
   * orders asks nobody about last year.
   */
  @WithDefault("P60D")
  Duration oldestDelivery();

  Bulk bulk();

  Producer producer();

  /** Posts of many lines. */
  interface Bulk {
    /** How many are read at once; more are answered with 429. */
    @WithDefault("4")
    int streams();

    /** How many of them one key may have, so that no key takes all. */
    @WithDefault("2")
    int streamsEach();

    /**
     * How many bytes of one may await the broker's acknowledgement; then its client is not read on.
     * Memory for bulk is {@code streams} times this, whatever is sent.
     */
    @WithDefault("4M")
    MemorySize window();
  }

  /**
   * The Kafka producer. Durability is no setting: {@code acks=all} and idempotence always hold.
   * Security settings come from {@code kafka.*}.
   */
  interface Producer {
    /** From the send to its failure; a client hears 503 within this and a little more. */
    @WithDefault("4s")
    Duration deliveryTimeout();

    /** One attempt; several fit into the delivery timeout. */
    @WithDefault("1500ms")
    Duration requestTimeout();

    /** How long a record waits for others; what a single post pays for fewer, larger requests. */
    @WithDefault("2ms")
    Duration linger();

    @WithDefault("64K")
    MemorySize batch();

    /** Must exceed in-flight, and streams times window of bulk, together. */
    @WithDefault("64M")
    MemorySize buffer();

    /**
     * none, lz4, zstd, snappy or gzip. None by default: broker and service compete for the same
     * cores on one machine; set lz4 where a network lies between them.
     */
    @WithDefault("none")
    String compression();
  }
}
