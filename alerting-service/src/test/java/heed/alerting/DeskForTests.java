package heed.alerting;

import heed.events.Channel;
import heed.events.Customer;
import heed.events.CustomerErased;
import heed.events.Ids;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Source;
import heed.events.Tags.Label;
import io.quarkus.arc.Arc;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;

/** Cases for the tests of those who tell of them. */
public final class DeskForTests {
  private DeskForTests() {}

  private record Keys(
      Optional<String> key,
      Optional<List<String>> previousKeys,
      String erasureKey,
      Optional<List<String>> previousErasureKeys)
      implements PrivacySettings {}

  /** The keys as a service has them that is told these. */
  public static PrivacyKeys privacyKeys(String current, String... previous) {
    return new PrivacyKeys(
        new Keys(Optional.of(current), Optional.of(List.of(previous)), current, Optional.empty()));
  }

  /** A key of one character. */
  public static String key(char of) {
    return Base64.getEncoder()
        .encodeToString(String.valueOf(of).repeat(32).getBytes(StandardCharsets.US_ASCII));
  }

  /** A desk that can do no more than open what these keys sealed, and seal it anew. */
  public static Desk desk(PrivacyKeys keys) {
    return new Desk(null, new Contacts(keys), null, null);
  }

  /** Opens that many cases in one batch; answers their ids. */
  public static List<UUID> open(int cases, String storefront) {
    var items = new ArrayList<FromStream>();
    var ids = new ArrayList<UUID>();
    for (var i = 0; i < cases; i++) {
      var review = review(UUID.randomUUID(), storefront, Channel.STOREFRONT, null, 1);
      items.add(tagged(review, Label.NEGATIVE));
      ids.add(Ids.caseOf(review.id()));
    }
    Arc.container().instance(StreamBatch.class).get().apply(items);
    return ids;
  }

  /** Opens one for a customer, who may have an address. */
  public static UUID open(String storefront, Channel channel, String email) {
    var review = review(UUID.randomUUID(), storefront, channel, email, 1);
    apply(tagged(review, Label.NEGATIVE));
    return Ids.caseOf(review.id());
  }

  /** Opens one for a customer of whom everything is given, about words of theirs. */
  public static UUID open(String storefront, String name, String email, String text) {
    var id = UUID.randomUUID();
    var review = review(id, storefront, Channel.STOREFRONT, sealed(id, name, email), 1, text);
    apply(tagged(review, Label.NEGATIVE));
    return Ids.caseOf(id);
  }

  /** A record of the stream that the database will not take, with words in it. */
  public static ReviewTagged unfit(String storefront, String words) {
    var id = UUID.randomUUID();
    return tagged(
            review(id, storefront, Channel.STOREFRONT, null, 1, words + " \u0000"), Label.NEGATIVE)
        .event();
  }

  /**
   * A review in which everything that names somebody, or was said, has a mark of its own: MARKED,
   * what it is, and the mark of the run.
   */
  public static ReviewTagged marked(String storefront, String customer, String run) {
    var id = UUID.randomUUID();
    var now = Instant.now();
    var contact = sealed(id, "MARKEDNAME" + run, "MARKEDEMAIL" + run + "@customer.example");
    var review =
        new Review(
            id,
            storefront,
            "MARKEDEXTERNAL" + run,
            new Product("sku-1", "Kettle"),
            new Order("MARKEDORDER" + run, now),
            new Customer(customer, contact, true),
            Channel.STOREFRONT,
            new Rating(Rating.Scale.STARS_5, 1),
            null,
            "MARKEDTITLE" + run,
            "MARKEDTEXT" + run,
            "lv",
            "LV",
            now,
            now);
    return tagged(review, Label.NEGATIVE).event();
  }

  /** A review of a customer who says whether others may be told of him; null: he does not say. */
  public static ReviewTagged said(
      String storefront, String customer, Boolean consent, boolean negative) {
    var id = UUID.randomUUID();
    var r = review(id, storefront, Channel.STOREFRONT, null, negative ? 1 : 5);
    var review =
        new Review(
            id,
            storefront,
            r.externalId(),
            r.product(),
            null,
            new Customer(customer, null, consent),
            r.channel(),
            r.rating(),
            new heed.events.Survey(3, null, null),
            null,
            r.text(),
            "lv",
            "LV",
            r.submittedAt(),
            r.receivedAt());
    return tagged(review, negative ? Label.NEGATIVE : Label.POSITIVE).event();
  }

  /** The next revision of a review, in which its customer says no. */
  public static ReviewTagged saidNo(ReviewTagged before) {
    var r = before.review();
    var review =
        new Review(
            r.id(),
            r.storefront(),
            r.externalId(),
            r.product(),
            r.order(),
            new Customer(r.customer().id(), null, false),
            r.channel(),
            r.rating(),
            r.survey(),
            r.title(),
            r.text(),
            r.language(),
            r.country(),
            r.submittedAt(),
            r.receivedAt());
    return tagged(review, Label.POSITIVE).event();
  }

  /** The review with somebody else's contact, and as his. */
  public static ReviewTagged handedOver(ReviewTagged before, String customer, String email) {
    return handedOver(before, customer, "Zane", email);
  }

  /**
   * The review as that of somebody of this name.
   *
   * @param customer null for a guest
   */
  public static ReviewTagged handedOver(
      ReviewTagged before, String customer, String name, String email) {
    var next = copy(before, before.review().id(), customer, "other words").review();
    var contact = sealed(next.id(), name, email);
    var review =
        new Review(
            next.id(),
            next.storefront(),
            next.externalId(),
            next.product(),
            next.order(),
            new Customer(customer, contact),
            next.channel(),
            next.rating(),
            next.survey(),
            next.title(),
            next.text(),
            next.language(),
            next.country(),
            next.submittedAt(),
            Instant.now());
    return tagged(review, Label.NEGATIVE).event();
  }

  /** The same review, written there and not with the storefront. */
  public static ReviewTagged elsewhere(ReviewTagged of, Source source) {
    return new ReviewTagged(of.review().from(source), World.revision(), of.tags());
  }

  /** The next revision of a review: other words, and perhaps somebody else's. */
  public static ReviewTagged revised(ReviewTagged before, String customer, String text) {
    return copy(before, before.review().id(), customer, text);
  }

  /** The same as another review, received at the same time. */
  public static ReviewTagged again(ReviewTagged first, UUID id) {
    return copy(first, id, first.review().customer().id(), first.review().text());
  }

  private static ReviewTagged copy(ReviewTagged of, UUID id, String customer, String text) {
    var r = of.review();
    var review =
        new Review(
            id,
            r.storefront(),
            r.externalId(),
            r.product(),
            r.order(),
            new Customer(customer, r.customer().contact(), true),
            r.channel(),
            r.rating(),
            r.survey(),
            r.title(),
            text,
            r.language(),
            r.country(),
            r.submittedAt(),
            r.receivedAt());
    return tagged(review, Label.NEGATIVE).event();
  }

  /** Comes on the stream; answers the id of its case, if it gets one. */
  public static UUID post(ReviewTagged tagged) {
    apply(new FromStream.Tagged(tagged));
    return Ids.caseOf(tagged.review().id());
  }

  /** Everything of a customer is forgotten. */
  public static void erase(String storefront, String customer) {
    apply(
        new FromStream.CustomerGone(new CustomerErased(storefront, customer, Instant.now(), null)));
  }

  private static void apply(FromStream item) {
    Arc.container().instance(StreamBatch.class).get().apply(List.of(item));
  }

  private static FromStream.Tagged tagged(Review review, Label label) {
    return new FromStream.Tagged(
        new ReviewTagged(review, World.revision(), Given.tags(label, false)));
  }

  private static Review review(
      UUID id, String storefront, Channel channel, String email, int stars) {
    var contact = email == null ? null : sealed(id, "Anna", email);
    return review(id, storefront, channel, contact, stars, "SECRET WORDS of a customer");
  }

  private static Review review(
      UUID id, String storefront, Channel channel, String contact, int stars, String text) {
    var now = Instant.now();
    return new Review(
        id,
        storefront,
        "order-" + id,
        new Product("sku-1", "Kettle"),
        null,
        new Customer("c-" + id, contact),
        channel,
        new Rating(Rating.Scale.STARS_5, stars),
        null,
        null,
        text,
        "lv",
        "LV",
        now,
        now);
  }

  /** A name and an address, sealed to an id as review-ingest does. */
  public static String sealed(UUID id, String name, String email) {
    try {
      var key =
          Base64.getDecoder()
              .decode(ConfigProvider.getConfig().getValue("heed.privacy.key", String.class));
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var aes =
          new SecretKeySpec(
              mac.doFinal("heed contact encryption v1".getBytes(StandardCharsets.UTF_8)), "AES");
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, new byte[12]));
      cipher.updateAAD(id.toString().getBytes(StandardCharsets.UTF_8));
      var plain = "{\"name\":\"" + name + "\",\"email\":\"" + email + "\"}";
      var text = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
      var bytes = new byte[12 + text.length];
      System.arraycopy(text, 0, bytes, 12, text.length);
      return "v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
