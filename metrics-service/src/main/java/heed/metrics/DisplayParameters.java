package heed.metrics;

import heed.metrics.LatestReview.Display;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters of the moderation queue. */
public class DisplayParameters {
  private static final Map<String, Boolean> TRUTHS = new LinkedHashMap<>();

  static {
    TRUTHS.put("true", true);
    TRUTHS.put("false", false);
  }

  @QueryParam("display")
  @Nullable String display;

  @QueryParam("held")
  @Nullable String held;

  /**
   * Which displays are meant.
   *
   * @param held true: only reviews that a person has to look at; false: only others; null: both
   */
  record Filter(@Nullable Display display, @Nullable Boolean held) {
    static final Filter NONE = new Filter(null, null);

    private static final String HELD =
        "exists (select from display_states d where d.storefront = r.storefront"
            + " and d.review_id = r.review_id and d.held <> '{}')";

    /** True if anything is asked of the display. */
    boolean asks() {
      return display != null || held != null;
    }

    void narrow(StringBuilder where) {
      if (display != null) {
        // a word of ours and no argument: only then is the index of the hidden ones considered
        where.append(" and r.display = '").append(display.name()).append("'");
      }
      if (held != null) {
        where.append(held ? " and " : " and not ").append(HELD);
      }
    }
  }

  /**
   * @throws heed.door.Refusal 400 for a word that is none
   */
  Filter read() {
    return new Filter(
        display == null ? null : Choice.of("display", display, DisplayResource.DISPLAYS),
        held == null ? null : Choice.of("held", held, TRUTHS));
  }
}
