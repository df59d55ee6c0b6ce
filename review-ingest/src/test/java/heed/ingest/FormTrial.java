package heed.ingest;

import heed.events.Channel;
import heed.events.Customer;
import heed.events.FormLink;
import heed.events.FormLinkSeal;
import heed.events.Ids;
import heed.events.Product;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What the tests of the form share: links as alerting-service would make them, and settings. */
final class FormTrial {
  static final Product KETTLE = new Product("sku-1", "Tējkanna Aura 1,7 l");
  static final Product LAMP = new Product("sku-2", "Galda lampa Ogre");
  static final int PER_MINUTE = 2000;
  private static final String KEY = Base64.getEncoder().encodeToString(Trial.KEY);

  static final FormLinkSeal SEAL = FormLinkSeal.of(KEY, List.of());

  static final Map<String, String> SETTINGS =
      Map.of(
          "heed.form.key",
          KEY,
          "heed.privacy.key",
          KEY,
          "heed.form.requests-per-minute",
          Integer.toString(PER_MINUTE),
          "heed.form.storefronts.riga-shop.name",
          "Rīgas Māja",
          "heed.form.storefronts.riga-shop.questions",
          "nps,ces",
          "heed.form.frame-ancestors",
          "https://shop.example,http://127.0.0.1:9");

  /** An order of somebody with a name and an address, that was delivered a week ago. */
  static FormLink link(String orderId, Instant now, Product... products) {
    var key = Ids.order("riga-shop", orderId);
    var contact = new ContactSeal(Trial.KEY).seal(key, "Zane Āboliņa", "zane@example.com");
    return new FormLink(
        key,
        "riga-shop",
        orderId,
        List.of(products),
        new Customer("c-17", contact, true),
        "lv",
        "LV",
        now.minus(Duration.ofDays(7)).truncatedTo(ChronoUnit.MILLIS),
        Channel.EMAIL,
        now.plus(Duration.ofDays(30)));
  }

  static FormLink expired(String orderId, Instant now) {
    var link = link(orderId, now, KETTLE);
    return new FormLink(
        link.orderKey(),
        link.storefront(),
        link.orderId(),
        link.products(),
        link.customer(),
        link.language(),
        link.country(),
        link.deliveredAt(),
        Channel.SURVEY,
        now.minusSeconds(1));
  }

  /** The token of a link that is good today. */
  static String token(String orderId, Product... products) {
    return SEAL.seal(link(orderId, Instant.now(), products));
  }

  /** A form as a browser sends it: names and values in turn. */
  static String form(String... fields) {
    var body = new StringBuilder();
    for (var i = 0; i < fields.length; i += 2) {
      body.append(body.isEmpty() ? "" : "&")
          .append(encoded(fields[i]))
          .append('=')
          .append(encoded(fields[i + 1]));
    }
    return body.toString();
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private FormTrial() {}
}
