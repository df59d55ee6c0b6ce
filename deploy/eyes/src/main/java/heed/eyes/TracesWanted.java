package heed.eyes;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Switches traces on where a collector is named, so that one variable does it and an empty one, as
 * compose files pass it, does not. Who sets {@code QUARKUS_OTEL_SDK_DISABLED} himself is obeyed.
 */
public final class TracesWanted implements ConfigSourceFactory {
  static final String ENDPOINT = "heed.traces.endpoint";

  /** Above the files of the services, below system properties and the environment. */
  private static final int ORDINAL = 260;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    var endpoint = context.getValue(ENDPOINT).getValue();
    if (endpoint == null || endpoint.isBlank()) {
      return List.of();
    }
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.otel.sdk.disabled", "false"), "heed traces", ORDINAL));
  }
}
