package heed.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** What one caller may ask of a copy of a service, so that the others keep theirs. */
@ConfigMapping(prefix = "heed.limits")
interface LimitSettings {
  /** Reviews a key may send in a second; 0 is no limit. */
  @WithDefault("2000")
  long reviewsPerSecond();

  /** Reviews a key may send at once after a pause. */
  @WithDefault("20000")
  long burst();

  /** Other figures for single keys, by name. */
  Map<String, KeyLimit> keys();

  /** Requests that are answered at the same time; further ones get 503. */
  @WithDefault("512")
  int atOnce();

  /** How many of them one key or person may have; further ones get 429. */
  @WithDefault("128")
  int atOnceEach();

  /**
   * How many of them all without a key or session may have together, to read and to write each;
   * further ones get 503.
   */
  @WithDefault("64")
  int atOnceUnknown();

  /** Event streams that are open at the same time; further ones get 503. */
  @WithDefault("2000")
  int eventStreams();

  /** How many of them one key or person may have; further ones get 429. */
  @WithDefault("500")
  int eventStreamsEach();

  /** One key's own figures; what is not given is as for all. */
  interface KeyLimit {
    Optional<Long> reviewsPerSecond();

    Optional<Long> burst();
  }
}
