package heed.metrics;

import heed.events.CaseChanged;
import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.CaseFact;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.Ids;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Survey;
import heed.events.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Weeks of reviews as a shop has them, the same each time: good days, a bad kettle, answers. */
final class ShopStory {
  private static final List<String> PRODUCTS =
      List.of("Tējkanna Aura", "Mixer Alpin", "Slušalke Bled", "Earbuds Loch", "Lamp Saaremaa");
  private static final List<Voice> VOICES =
      List.of(
          new Voice(
              "lv",
              "LV",
              "Tējkanna atnāca ieplaisājusi, un uz e-pastiem neviens neatbild.",
              "Ļoti laba, lieku katru dienu."),
          new Voice(
              "de",
              "DE",
              "Drei Wochen auf das Paket gewartet, dann die falsche Farbe.",
              "Tolle Qualität, gerne wieder."),
          new Voice(
              "sl",
              "SI",
              "Baterija ne drži, reklamacije ne rešuje nihče.",
              "Odlično, dostava v enem dnevu."),
          new Voice(
              "en",
              "GB",
              "Stopped working after a week, and support sends canned replies.",
              "Works exactly as described, quick delivery."),
          new Voice(
              "pl",
              "PL",
              "Przeciekał od pierwszego dnia, zwrot trwa już miesiąc.",
              "Polecam, świetny stosunek ceny do jakości."));
  private static final List<Tags.Aspect> COMPLAINTS =
      List.of(
          Tags.Aspect.QUALITY,
          Tags.Aspect.DELIVERY,
          Tags.Aspect.SUPPORT,
          Tags.Aspect.RETURNS,
          Tags.Aspect.PACKAGING);
  private static final List<Tags.Aspect> PRAISE =
      List.of(Tags.Aspect.QUALITY, Tags.Aspect.PRICE, Tags.Aspect.DELIVERY, Tags.Aspect.USABILITY);

  private record Voice(String language, String country, String bad, String good) {
    private static final Map<String, String> ORDER =
        Map.of(
            "lv", " Pasūtījums ",
            "de", " Bestellung ",
            "sl", " Naročilo ",
            "en", " Order ",
            "pl", " Zamówienie ");

    /** No two say the very same. */
    String more(int number) {
      return ORDER.get(language) + (4000 + number) + ".";
    }
  }

  private final String storefront;
  private final RandomGenerator random;
  private final Instant now;
  private final List<Heard> heard = new ArrayList<>();

  private ShopStory(String storefront, long seed, Instant now) {
    this.storefront = storefront;
    this.random = new Random(seed);
    this.now = now;
  }

  /** So many reviews over this many days up to now, with their cases. */
  static List<Heard> of(String storefront, int reviews, int days, Instant now) {
    var story = new ShopStory(storefront, storefront.hashCode(), now);
    for (var i = 0; i < reviews; i++) {
      var age = Math.pow(story.random.nextDouble(), 1.15) * days;
      story.review(i, now.minus(Duration.ofSeconds((long) (age * 86_400) + 30)), age);
    }
    return story.heard;
  }

  /** So many unhappy ones within the last half hour, of the first product. */
  static List<Heard> burst(String storefront, int reviews, Instant now) {
    var story = new ShopStory(storefront, reviews, now);
    for (var i = 0; i < reviews; i++) {
      var at = now.minusSeconds(30L + i * 1800L / reviews);
      var voice = VOICES.get(i % VOICES.size());
      var review = story.said(100_000 + i, at, 0, voice, 1 + i % 2, Tags.Label.NEGATIVE);
      story.heard.add(
          new Heard.Tagged(new ReviewTagged(review, 1, story.tags(voice, Tags.Label.NEGATIVE))));
      story.answer(review, at);
    }
    return story.heard;
  }

  private void review(int number, Instant at, double age) {
    var product = (int) (Math.pow(random.nextDouble(), 1.6) * PRODUCTS.size());
    var burst = product == 0 && age < 4;
    var unhappy = random.nextDouble() < (burst ? 0.6 : 0.14 + 0.05 * product * random.nextDouble());
    var voice = VOICES.get((int) (Math.pow(random.nextDouble(), 1.4) * VOICES.size()));
    var stars =
        unhappy ? 1 + random.nextInt(2) : random.nextDouble() < 0.15 ? 3 : 4 + random.nextInt(2);
    var label =
        stars <= 2 ? Tags.Label.NEGATIVE : stars == 3 ? Tags.Label.NEUTRAL : Tags.Label.POSITIVE;
    var review = said(number, at, product, voice, stars, label);
    heard.add(new Heard.Tagged(new ReviewTagged(review, number + 1L, tags(voice, label))));
    if (label == Tags.Label.NEGATIVE) {
      answer(review, at);
    }
  }

  private Review said(
      int number, Instant at, int product, Voice voice, int stars, Tags.Label label) {
    var survey =
        random.nextDouble() < 0.5
            ? new Survey(
                Math.min(10, stars * 2 + random.nextInt(2)),
                stars,
                Math.min(7, stars + 1 + random.nextInt(2)))
            : null;
    return new Review(
        Ids.review(storefront, Ids.Kind.EXTERNAL_ID, "order-" + number),
        storefront,
        "order-" + number,
        new Product("sku-" + (product + 1), PRODUCTS.get(product)),
        null,
        new Customer("c-" + random.nextInt(1 + number), null),
        Channel.values()[random.nextInt(4)],
        new Rating(Rating.Scale.STARS_5, stars),
        survey,
        null,
        PRODUCTS.get(product)
            + ": "
            + (label == Tags.Label.NEGATIVE ? voice.bad : voice.good)
            + voice.more(number),
        voice.language,
        voice.country,
        at,
        at);
  }

  private Tags tags(Voice voice, Tags.Label label) {
    var bad = label == Tags.Label.NEGATIVE;
    var of = bad ? COMPLAINTS : PRAISE;
    var text = bad ? voice.bad : voice.good;
    var quote = text.substring(0, text.indexOf(',') < 0 ? text.length() - 1 : text.indexOf(','));
    var mention =
        new Tags.AspectMention(
            of.get((int) (Math.pow(random.nextDouble(), 1.5) * of.size())), label, quote);
    return new Tags(
        new Tags.Language(voice.language, 0.99),
        new Tags.Sentiment(
            label,
            bad ? -0.9 : label == Tags.Label.NEUTRAL ? 0 : 0.9,
            0.95,
            Tags.Basis.BOTH,
            false),
        List.of(mention),
        bad ? Tags.Urgency.HIGH : Tags.Urgency.NORMAL,
        "linear-2026.2");
  }

  /** Most are answered in time; of the others some late, some not yet. */
  private void answer(Review review, Instant at) {
    var hours = 1 + random.nextDouble() * 28;
    var answered = at.plus(Duration.ofMinutes((long) (hours * 60)));
    heard.add(moved(review, 1, at, null, SlaStatus.RUNNING, Status.OPEN));
    if (answered.isBefore(now)) {
      var sla = hours > 24 ? SlaStatus.BREACHED : SlaStatus.MET;
      heard.add(moved(review, 2, at, answered, sla, Status.ANSWERED));
    }
  }

  private Heard moved(
      Review review, long sequence, Instant at, Instant answered, SlaStatus sla, Status status) {
    CaseFact fact =
        sequence == 1
            ? new CaseFact.CaseOpened(
                CaseFact.Cause.NEGATIVE,
                1,
                review.product().id(),
                review.language(),
                review.country(),
                review.channel(),
                null,
                "default",
                "HIGH")
            : new CaseFact.CaseAcknowledged();
    return new Heard.CaseMoved(
        new CaseChanged(
            Ids.caseOf(review.id()),
            review.id(),
            storefront,
            sequence,
            1,
            answered == null ? at : answered,
            "Ilze",
            status,
            new CaseChanged.Sla(at, at.plus(Duration.ofHours(24)), answered, sla),
            Recovery.NONE,
            fact));
  }
}
