package heed.alerting;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * All that an upgrade changes in the database comes at once, or not at all: a copy from before that
 * writes meanwhile never meets what one migration has begun and the next one makes whole.
 */
@Singleton
class Upgrade implements FlywayConfigurationCustomizer {
  @Override
  public void customize(FluentConfiguration configuration) {
    configuration.group(true);
  }
}
