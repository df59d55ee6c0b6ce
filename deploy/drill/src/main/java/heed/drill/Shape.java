package heed.drill;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How a Heed is put together for a drill.
 *
 * @param brokers 1 or 3
 * @param voters how many of them are controllers
 * @param settings configuration by service, beside what all have
 */
record Shape(int brokers, int voters, Map<Service, Map<String, String>> settings) {
  static final Shape PLAIN = new Shape(1, 1, Map.of());

  /** Three brokers, all of them controllers: any one can be missed. */
  static final Shape THREE = new Shape(3, 3, Map.of());

  /** Three brokers, of which the first alone controls: the other two can both be missed. */
  static final Shape ONE_AND_TWO = new Shape(3, 1, Map.of());

  Shape with(Service service, String key, String value) {
    var all = new EnumMap<Service, Map<String, String>>(Service.class);
    all.putAll(settings);
    var own = new HashMap<>(all.getOrDefault(service, Map.of()));
    own.put(key, value);
    all.put(service, Map.copyOf(own));
    return new Shape(brokers, voters, Map.copyOf(all));
  }

  Map<String, String> of(Service service) {
    return settings.getOrDefault(service, Map.of());
  }
}
