package heed.alerting.invitations;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose clock is looked at before somebody is written to. */
final class Zones {
  private static final Map<String, List<ZoneId>> COUNTRIES = countries();

  private Zones() {}

  /**
   * The customer's own zone, else all those of the country, where most people live first, else the
   * storefront's. One that is not known is passed over.
   *
   * @param country ISO 3166-1 alpha-2
   */
  static List<ZoneId> of(@Nullable String zone, @Nullable String country, ZoneId storefront) {
    return known(zone)
        .map(List::of)
        .or(() -> Optional.ofNullable(country).map(COUNTRIES::get))
        .orElse(List.of(storefront));
  }

  private static Optional<ZoneId> known(@Nullable String zone) {
    try {
      return zone == null ? Optional.empty() : Optional.of(ZoneId.of(zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Map<String, List<ZoneId>> countries() {
    var read = new Properties();
    try (var in = Zones.class.getResourceAsStream("/heed/invitations/zones.properties")) {
      if (in == null) {
        throw new IllegalStateException("zones.properties is missing");
      }
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var countries = new HashMap<String, List<ZoneId>>();
    for (var country : read.stringPropertyNames()) {
      var zones =
          Stream.of(read.getProperty(country).split(","))
              .flatMap(zone -> known(zone).stream())
              .toList();
      if (!zones.isEmpty()) {
        countries.put(country, zones);
      }
    }
    return Map.copyOf(countries);
  }
}
