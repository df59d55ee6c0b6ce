package heed.ingest;

import heed.events.Channel;
import heed.events.Rating;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a review must mean, each and together; and what other things that are posted
 * have in common with it.
 */
final class Meaning {
  static final String STOREFRONT_NAME =
      "must be 1 to 64 letters, digits, dots, dashes or underscores, such as riga-shop";
  private static final Pattern STOREFRONT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Possessive, so that no number of dots is too many for the stack. */
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@]{1,64}@[^\\s@.]++(?:\\.[^\\s@.]++)++");

  private static final Instant EARLIEST = Instant.EPOCH;

  /**
   * Adds an error for each field that cannot be meant.
   *
   * @param latest a time after this lies in the future
   */
  static void check(Posted posted, Instant latest) {
    if (posted.get(Field.PRODUCT_ID) == null && !posted.isWrong("/product")) {
      posted.wrong(Field.PRODUCT_ID, "is missing, must be the storefront's id of the product");
    }
    storefront(posted);
    customer(posted);
    oneOf(posted, Field.CHANNEL, Channel.values());
    rating(posted);
    between(posted, Field.SURVEY_NPS, 0, 10);
    between(posted, Field.SURVEY_CSAT, 1, 5);
    between(posted, Field.SURVEY_CES, 1, 7);
    codes(posted);
    time(posted, Field.ORDER_DELIVERED_AT, latest);
    time(posted, Field.SUBMITTED_AT, latest);
    saysSomething(posted);
  }

  static void storefront(Posted posted) {
    var storefront = posted.get(Field.STOREFRONT);
    if (storefront != null && !isStorefront(storefront)) {
      posted.wrong(Field.STOREFRONT, STOREFRONT_NAME);
    }
  }

  static boolean isStorefront(String name) {
    return STOREFRONT.matcher(name).matches();
  }

  static void customer(Posted posted) {
    var id = posted.get(Field.CUSTOMER_ID);
    if (id != null && looksLikeAddress(id)) {
      posted.wrong(
          Field.CUSTOMER_ID, "looks like an e-mail address, must be an opaque id of the customer");
    }
    var email = posted.get(Field.CUSTOMER_EMAIL);
    if (email != null && !ADDRESS.matcher(email).matches()) {
      posted.wrong(Field.CUSTOMER_EMAIL, "must be an e-mail address such as anna@example.com");
    }
    var consent = posted.get(Field.CUSTOMER_CONSENT);
    if (consent != null && !consent.equals("true") && !consent.equals("false")) {
      posted.wrong(Field.CUSTOMER_CONSENT, "must be true or false");
    }
  }

  /** Customer ids travel in the open, so none may be an address. */
  static boolean looksLikeAddress(String id) {
    return id.indexOf('@') >= 0;
  }

  private static void rating(Posted posted) {
    var scale = posted.get(Field.RATING_SCALE);
    var value = posted.number(Field.RATING_VALUE);
    if (scale == null && posted.rated()) {
      posted.wrong(
          Field.RATING_SCALE, "is missing, must be one of " + names(Rating.Scale.values()));
    }
    if (value == null && posted.rated()) {
      posted.wrong(Field.RATING_VALUE, "is missing, must be a whole number on the scale");
    }
    if (scale != null && oneOf(posted, Field.RATING_SCALE, Rating.Scale.values())) {
      var bounds = Rating.Scale.valueOf(scale);
      between(posted, Field.RATING_VALUE, bounds.min(), bounds.max());
    }
  }

  static void codes(Posted posted) {
    var language = posted.get(Field.LANGUAGE);
    if (language != null && Codes.language(language) == null) {
      posted.wrong(Field.LANGUAGE, "must be a BCP 47 language tag such as lv or pt-BR");
    }
    var country = posted.get(Field.COUNTRY);
    if (country != null && !Codes.isCountry(country)) {
      posted.wrong(
          Field.COUNTRY, "must be an ISO 3166-1 alpha-2 code in capital letters such as LV");
    }
  }

  /** Adds an error for a time that is none, or lies after the latest or before 1970. */
  static void time(Posted posted, Field field, Instant latest) {
    var value = posted.get(field);
    if (value == null) {
      return;
    }
    var time = Codes.time(value);
    if (time == null) {
      posted.wrong(
          field,
          "must be a date and time that exists, with its zone, as RFC 3339 has it, such as"
              + " 2026-11-23T10:00:00Z");
    } else if (time.isAfter(latest)) {
      posted.wrong(field, "lies more than 5 minutes in the future; check the clock it comes from");
    } else if (time.isBefore(EARLIEST)) {
      posted.wrong(field, "lies before 1970; check the clock it comes from");
    }
  }

  private static void saysSomething(Posted posted) {
    var text = posted.get(Field.TEXT);
    var answered =
        posted.number(Field.SURVEY_NPS) != null
            || posted.number(Field.SURVEY_CSAT) != null
            || posted.number(Field.SURVEY_CES) != null;
    if (posted.rated() || answered || (text != null && !Characters.invisible(text))) {
      return;
    }
    if (posted.isWrong("/rating") || posted.isWrong("/survey") || posted.isWrong("/text")) {
      return; // it was said, but not rightly: told already
    }
    if (text == null) {
      posted.wrong("", "rating, survey and text are missing; at least one of them is needed");
    } else {
      posted.wrong(Field.TEXT, "has nothing to see in it, and there is no rating or survey either");
    }
  }

  private static void between(Posted posted, Field field, int min, int max) {
    var value = posted.number(field);
    if (value != null && (value < min || value > max)) {
      posted.wrong(field, "is " + value + ", must be a whole number from " + min + " to " + max);
    }
  }

  static boolean oneOf(Posted posted, Field field, Enum<?>[] values) {
    @Nullable String value = posted.get(field);
    if (value == null || Arrays.stream(values).anyMatch(v -> v.name().equals(value))) {
      return true;
    }
    posted.wrong(field, "must be one of " + names(values));
    return false;
  }

  static String names(Enum<?>[] values) {
    return String.join(", ", Arrays.stream(values).map(Enum::name).toList());
  }

  private Meaning() {}
}
