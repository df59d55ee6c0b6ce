package heed.ingest;

import heed.door.FieldError;
import heed.events.FormLink;
import heed.events.Ids;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a form that was sent: a review of each product that something was said
 * of, or what is wrong with it. Whose order it is comes from the link and never from the visitor;
 * what a review may be says {@link Acceptance}, as for one that a storefront posts.
 *
 * <p>An answer about the order is part of the review where the order has one product. Where it has
 * several it is a review of its own, beside theirs, of the first product: so it counts once,
 * whichever products are reviewed, and sending the form again never takes a text away.
 */
final class FormDecider {
  private static final int LONGEST_EXTERNAL_ID = Field.EXTERNAL_ID.longest();

  private final Acceptance acceptance;
  private final LinkContacts contacts;

  FormDecider(Acceptance acceptance, LinkContacts contacts) {
    this.acceptance = acceptance;
    this.contacts = contacts;
  }

  /** What became of it. */
  sealed interface Outcome {
    /** At least one. */
    record Reviews(List<Review> reviews) implements Outcome {}

    /**
     * @param byField at least one, in the form's order
     */
    record Faults(Map<String, Fault> byField) implements Outcome {}
  }

  /** What can be wrong with a field of the form; each has its words. */
  enum Fault {
    EMPTY,
    LONG,
    CHARACTERS,
    CHOICE
  }

  /** The form's names of a product's fields. */
  static String stars(int product) {
    return "stars-" + product;
  }

  static String title(int product) {
    return "title-" + product;
  }

  static String text(int product) {
    return "text-" + product;
  }

  /** How many characters a field of text may have. */
  static int longest(String field) {
    return (field.startsWith("title") ? Field.TITLE : Field.TEXT).longest();
  }

  /**
   * @param questions those that were asked; what else was answered is not heard
   */
  Outcome decide(FormLink link, FormEntered entered, Set<FormQuestion> questions, Instant now) {
    var several = link.products().size() > 1;
    var answered = questions.stream().anyMatch(q -> !entered.blank(q.key()));
    var heard = new Heard(new ArrayList<>(), new LinkedHashMap<>());
    for (var i = 0; i < link.products().size(); i++) {
      if (filled(entered, i) || (answered && !several)) {
        var posted = posted(link, link.products().get(i), externalId(link, link.products().get(i)));
        review(posted, entered, i);
        judge(link, several ? posted : survey(posted, entered, questions), i, entered, now, heard);
      }
    }
    if (answered && several) {
      var posted = posted(link, link.products().getFirst(), surveyId(link));
      judge(link, survey(posted, entered, questions), 0, entered, now, heard);
    }
    if (heard.reviews().isEmpty() && heard.faults().isEmpty()) {
      heard.faults().put(stars(0), Fault.EMPTY);
    }
    return heard.faults().isEmpty()
        ? new Outcome.Reviews(List.copyOf(heard.reviews()))
        : new Outcome.Faults(inOrder(heard.faults(), link.products().size()));
  }

  /** As one meets the fields from top to bottom. */
  private static Map<String, Fault> inOrder(Map<String, Fault> faults, int products) {
    var fields = new ArrayList<String>();
    for (var i = 0; i < products; i++) {
      fields.addAll(List.of(stars(i), title(i), text(i)));
    }
    for (var question : FormQuestion.values()) {
      fields.add(question.key());
    }
    var ordered = new LinkedHashMap<String, Fault>();
    fields.stream()
        .filter(faults::containsKey)
        .forEach(field -> ordered.put(field, Acceptance.given(faults.get(field))));
    return ordered;
  }

  private record Heard(List<Review> reviews, Map<String, Fault> faults) {}

  private static boolean filled(FormEntered entered, int product) {
    return !entered.blank(stars(product))
        || !entered.blank(title(product))
        || !entered.blank(text(product));
  }

  private void judge(
      FormLink link, Posted posted, int product, FormEntered entered, Instant now, Heard heard) {
    switch (acceptance.decide(posted, named -> link.storefront(), null, now)) {
      case Acceptance.Verdict.Accepted it -> heard.reviews().add(it.review());
      case Acceptance.Verdict.Refused refused ->
          refused.errors().forEach(error -> note(error, product, entered, heard.faults()));
    }
  }

  private static void note(
      FieldError error, int product, FormEntered entered, Map<String, Fault> faults) {
    switch (error.pointer()) {
      case "" -> faults.put(stars(product), Fault.EMPTY);
      case "/rating/value" -> faults.put(stars(product), Fault.CHOICE);
      case "/title" -> faults.put(title(product), textFault(title(product), entered));
      case "/text" -> faults.put(text(product), textFault(text(product), entered));
      case "/survey/nps" -> faults.put(FormQuestion.NPS.key(), Fault.CHOICE);
      case "/survey/ces" -> faults.put(FormQuestion.CES.key(), Fault.CHOICE);
      default ->
          throw new IllegalStateException(
              "a link was made of what no review can have: " + error.pointer());
    }
  }

  private static Fault textFault(String field, FormEntered entered) {
    var value = entered.get(field);
    return value.codePointCount(0, value.length()) > longest(field) ? Fault.LONG : Fault.CHARACTERS;
  }

  private Posted posted(FormLink link, Product product, String externalId) {
    var posted = new Posted();
    posted.set(Field.EXTERNAL_ID, externalId);
    posted.set(Field.PRODUCT_ID, product.id());
    set(posted, Field.PRODUCT_NAME, product.name());
    posted.set(Field.ORDER_ID, link.orderId());
    posted.set(Field.ORDER_DELIVERED_AT, link.deliveredAt().toString());
    posted.set(Field.CHANNEL, link.channel().name());
    set(posted, Field.LANGUAGE, link.language());
    set(posted, Field.COUNTRY, link.country());
    customer(posted, link);
    return posted;
  }

  private void customer(Posted posted, FormLink link) {
    var customer = link.customer();
    if (customer == null) {
      return;
    }
    set(posted, Field.CUSTOMER_ID, customer.id());
    if (customer.consent() != null) {
      posted.set(Field.CUSTOMER_CONSENT, customer.consent().toString());
    }
    var contact = contacts.open(link.orderKey(), customer.contact());
    set(posted, Field.CUSTOMER_NAME, contact.name());
    set(posted, Field.CUSTOMER_EMAIL, contact.email());
  }

  private static void review(Posted posted, FormEntered entered, int product) {
    if (!entered.blank(stars(product))) {
      posted.set(Field.RATING_SCALE, Rating.Scale.STARS_5.name());
      posted.setNumber(Field.RATING_VALUE, entered.get(stars(product)));
    }
    if (!entered.blank(title(product))) {
      posted.set(Field.TITLE, entered.get(title(product)));
    }
    if (!entered.blank(text(product))) {
      posted.set(Field.TEXT, entered.get(text(product)));
    }
  }

  private static Posted survey(Posted posted, FormEntered entered, Set<FormQuestion> questions) {
    for (var question : questions) {
      if (!entered.blank(question.key())) {
        posted.setNumber(question.field(), entered.get(question.key()));
      }
    }
    return posted;
  }

  private static void set(Posted posted, Field field, @Nullable String value) {
    if (value != null) {
      posted.set(field, value);
    }
  }

  /**
   * The review's own id in the storefront, {@code order:<order>:<product>}: the same for every form
   * of the order, so that sending again is a revision. A colon in the order's id is written so that
   * no two orders share an id; ids that are too long together are hashed.
   */
  static String externalId(FormLink link, Product product) {
    return shortened(link, surveyId(link) + ":" + product.id());
  }

  /** The id of what was answered about an order of several products. */
  static String surveyId(FormLink link) {
    return shortened(link, "order:" + link.orderId().replace("%", "%25").replace(":", "%3A"));
  }

  private static String shortened(FormLink link, String id) {
    return id.codePointCount(0, id.length()) <= LONGEST_EXTERNAL_ID
        ? id
        : "order-" + Ids.review(link.storefront(), Ids.Kind.EXTERNAL_ID, id);
  }
}
