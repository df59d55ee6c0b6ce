package heed.metrics;

import heed.door.Caller;
import heed.door.Refusal;
import heed.events.Channel;
import jakarta.ws.rs.QueryParam;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters that every KPI and every list takes. */
public class CutParameters {
  private static final int LONGEST = 300;
  private static final Map<String, String> CHANNELS = new LinkedHashMap<>();

  static {
    for (var channel : Channel.values()) {
      CHANNELS.put(channel.name(), channel.name());
    }
  }

  @QueryParam("storefront")
  @Nullable String storefront;

  @QueryParam("product")
  @Nullable String product;

  @QueryParam("country")
  @Nullable String country;

  @QueryParam("channel")
  @Nullable String channel;

  @QueryParam("language")
  @Nullable String language;

  /**
   * @throws Refusal 400 for a value that cannot be, 403 for a storefront that is not the caller's
   */
  Cut of(Caller caller, Storefronts storefronts) {
    var filters = new EnumMap<Dimension, String>(Dimension.class);
    put(filters, Dimension.PRODUCT, product);
    put(filters, Dimension.COUNTRY, country == null ? null : country.toUpperCase(Locale.ROOT));
    put(filters, Dimension.LANGUAGE, language);
    if (channel != null && !channel.isEmpty()) {
      filters.put(Dimension.CHANNEL, Choice.of("channel", channel, CHANNELS));
    }
    var named = text("storefront", storefront);
    return new Cut(storefronts.of(caller, named, filters.containsKey(Dimension.PRODUCT)), filters);
  }

  private static void put(
      Map<Dimension, String> filters, Dimension dimension, @Nullable String value) {
    var text = text(dimension.column(), value);
    if (text != null && !text.isEmpty()) {
      filters.put(dimension, text);
    }
  }

  /** What can be stored at all; anything else would be an error of the database, not an answer. */
  public static @Nullable String text(String parameter, @Nullable String value) {
    if (value != null
        && (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl))) {
      throw Refusal.field(
          "/" + parameter,
          parameter + " must be at most " + LONGEST + " characters without control characters");
    }
    return value;
  }
}
