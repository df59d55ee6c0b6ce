package heed.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How ratings and reviews are shown where people decide. */
@ConfigMapping(prefix = "heed.display")
interface DisplaySettings {
  /** True: aggregate ratings and published reviews are answered without a key. */
  @WithName("public")
  @WithDefault("false")
  boolean isPublic();

  /** Whose are answered without a key, where they are public; none named: all but competitors'. */
  Optional<Set<String>> storefronts();

  default boolean shows(String storefront) {
    return isPublic() && storefronts().map(s -> s.contains(storefront)).orElse(true);
  }

  /** How long an answer may be kept by a cache. */
  @WithDefault("PT1M")
  Duration maxAge();

  /**
   * From which pages a browser may ask, as {@code https://shop.example}; where they are public and
   * none is named: from any.
   */
  Optional<Set<String>> origins();

  /** Requests without a key that one address may make in a minute; further ones get 429. */
  @WithDefault("600")
  int requestsPerMinute();

  /** How often is looked for reviews that a rule publishes after a while. */
  @WithDefault("PT1S")
  Duration publishEvery();
}
