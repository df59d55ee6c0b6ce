package heed.door.oidc;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The configuration as a service would read it. */
final class SettingsFor {
  static OidcConfig oidc(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(OidcConfig.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(OidcConfig.class);
  }

  private SettingsFor() {}
}
