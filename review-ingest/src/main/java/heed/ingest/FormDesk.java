package heed.ingest;

import heed.door.Pace;
import heed.events.FormLinkSeal;
import heed.events.FormLinkSeal.Opened;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the form needs to know, read and checked at the start: whatever is wrong with it is told
 * then, and not to a customer.
 */
@Startup
@Singleton
class FormDesk {
  private static final Logger LOG = Logger.getLogger(FormDesk.class);
  private static final Pattern ORIGIN =
      Pattern.compile(
          "https://[A-Za-z0-9.*-]+(?::[0-9]+)?|http://(?:localhost|127\\.0\\.0\\.1)(?::[0-9]+)?");
  private static final String SETTING = "heed.form.";

  private final @Nullable FormLinkSeal seal;
  private final Pace pace;
  private final List<String> frameAncestors;
  private final Set<FormQuestion> questions;
  private final Map<String, Shop> shops = new HashMap<>();

  /** What is asked in whose name. */
  record Shop(String name, Set<FormQuestion> questions) {}

  FormDesk(FormSettings settings) {
    var previous = settings.previousKeys().orElse(List.of());
    seal = settings.key().map(key -> FormLinkSeal.of(key, previous)).orElse(null);
    if (seal == null) {
      LOG.info(
          "heed.form.key is missing, so there is no review form; set HEED_FORM_KEY to the one of"
              + " alerting-service");
    }
    pace = new Pace(SETTING + "requests-per-minute", settings.requestsPerMinute());
    frameAncestors = settings.frameAncestors().orElse(List.of());
    frameAncestors.forEach(FormDesk::checkOrigin);
    questions = FormQuestion.named(SETTING + "questions", settings.questions());
    settings.storefronts().forEach((id, shop) -> shops.put(id, shop(id, shop)));
  }

  private Shop shop(String id, FormSettings.Storefront shop) {
    var setting = SETTING + "storefronts.\"" + id + "\".questions";
    return new Shop(
        shop.name().orElse(id),
        shop.questions().map(own -> FormQuestion.named(setting, own)).orElse(questions));
  }

  private static void checkOrigin(String origin) {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(
          "heed.form.frame-ancestors holds " + origin + ", must be like https://shop.example");
    }
  }

  /** What is behind a token; without a key nothing is. */
  Opened open(String token, Instant now) {
    return seal == null ? new Opened.Unknown() : seal.open(token, now);
  }

  Shop shop(String storefront) {
    return shops.getOrDefault(storefront, new Shop(storefront, questions));
  }

  /** Whose pages may frame the form. */
  List<String> frameAncestors() {
    return frameAncestors;
  }

  /**
   * Takes a request of an address.
   *
   * @return seconds to wait before the next may come; 0 if this one may
   */
  int wait(String address) {
    return pace.take(address, System.nanoTime());
  }
}
