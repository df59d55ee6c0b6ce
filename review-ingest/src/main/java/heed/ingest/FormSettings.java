package heed.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form that customers are asked to fill in, behind a link of their own. */
@ConfigMapping(prefix = "heed.form")
interface FormSettings {
  /**
   * 32 bytes in Base64, the same as alerting-service has: opens the links. Without one there is no
   * form; comes from the environment only.
   */
  Optional<String> key();

  /** Keys that were in force before, so that links which are out still open. */
  Optional<List<String>> previousKeys();

  /** What is asked about the order beside the products: none, nps, ces, or nps,ces. */
  @WithDefault("nps")
  String questions();

  /**
   * Whose pages may show the form in a frame, as {@code https://shop.example}; none named: none.
   */
  Optional<List<String>> frameAncestors();

  /** Requests that one address may make in a minute; further ones get 429. */
  @WithDefault("120")
  int requestsPerMinute();

  /** What is different for single storefronts: {@code heed.form.storefronts."riga-shop".name}. */
  Map<String, Storefront> storefronts();

  /** One of them. */
  interface Storefront {
    /** What customers know it by; its id if none is given. */
    Optional<String> name();

    Optional<String> questions();
  }
}
