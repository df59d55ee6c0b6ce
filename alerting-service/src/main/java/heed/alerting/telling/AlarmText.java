package heed.alerting.telling;

import heed.events.AlarmCleared;
import heed.events.AlarmKind;
import heed.events.AlarmRaised;
import heed.events.EventJson;
import heed.events.EventType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts alarms into words, for chats. Customers' segments are told to programs only. */
record AlarmText(Texts texts) {
  List<String> lines(SignalRows.Told told) {
    var data = told.data().getBytes(StandardCharsets.UTF_8);
    return told.type() == EventType.ALARM_CLEARED
        ? List.of(cleared(EventJson.read(data, AlarmCleared.class)))
        : List.of(raised(EventJson.read(data, AlarmRaised.class)));
  }

  private String raised(AlarmRaised alarm) {
    var number = alarm.kind() == AlarmKind.VOLUME;
    return texts.say(
        "alarm.raised." + alarm.kind().name().toLowerCase(Locale.ROOT),
        Map.of(
            "where",
            where(alarm.storefront(), alarm.product()),
            "seen",
            number ? shown(alarm.seen()) : shown(100 * alarm.seen()),
            "expected",
            number ? shown(alarm.expected()) : shown(100 * alarm.expected()),
            "n",
            "" + alarm.n()));
  }

  private String cleared(AlarmCleared alarm) {
    return texts.say("alarm.cleared", Map.of("where", where(alarm.storefront(), alarm.product())));
  }

  private static String where(String storefront, @Nullable String product) {
    return product == null ? storefront : product + " (" + storefront + ")";
  }

  /** At most one decimal, and none that says nothing. */
  private static String shown(double value) {
    var text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
