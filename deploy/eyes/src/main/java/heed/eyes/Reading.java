package heed.eyes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * What a service reads, as its channels are configured.
 *
 * @param group the consumer group that commits
 */
record Reading(String group, String topic) {
  private static final Pattern TOPIC =
      Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.topic");

  static List<Reading> of(Config config) {
    var readings = new ArrayList<Reading>();
    for (var name : config.getPropertyNames()) {
      var channel = TOPIC.matcher(name);
      if (channel.matches()) {
        var group = "mp.messaging.incoming." + channel.group(1) + ".group.id";
        config
            .getOptionalValue(group, String.class)
            .ifPresent(g -> readings.add(new Reading(g, config.getValue(name, String.class))));
      }
    }
    return readings.stream().distinct().toList();
  }
}
