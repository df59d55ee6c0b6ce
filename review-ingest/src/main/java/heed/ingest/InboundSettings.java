package heed.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be set about other platforms; how their payloads are read is in mappings. */
@ConfigMapping(prefix = "heed.inbound")
interface InboundSettings {
  /** The largest body of JSON in bytes, a webhook or a short list; longer lists go as NDJSON. */
  int MAX_BYTES = 512 * 1024;

  /** How many items such a body may have. */
  int MOST_ITEMS = 500;

  /** A folder of further mappings, {@code <source>.yaml}; one of a shipped name takes its place. */
  Optional<String> folder();

  /** How many ids of webhooks each copy remembers, to know one that is sent again. */
  @WithDefault("10000")
  int remembered();

  /** What is set of single sources, by name: {@code HEED_INBOUND_SOURCES_JUDGEME_SECRET}. */
  Map<String, OfSource> sources();

  /** What no mapping can know. */
  interface OfSource {
    /** The secrets that it may sign with; several while one takes another's place. */
    Optional<List<String>> secret();

    /** Of which storefront its reviews are; goes before what the mapping says. */
    Optional<String> storefront();

    /** Of which product a review is that names none; goes before what the mapping says. */
    Optional<String> product();
  }
}
