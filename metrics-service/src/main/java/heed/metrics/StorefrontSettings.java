package heed.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.ZoneId;
import java.util.Map;

/** What is known of single storefronts: {@code heed.storefronts."riga-shop".time-zone}. */
@ConfigMapping(prefix = "heed.storefronts")
interface StorefrontSettings {
  @WithParentName
  Map<String, Storefront> byName();

  /** One of them. */
  interface Storefront {
    /** By whose clock its days begin, as {@code Europe/Riga}. */
    @WithDefault("UTC")
    ZoneId timeZone();
  }
}
