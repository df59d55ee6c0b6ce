package heed.ingest;

import static heed.ingest.FormTrial.KETTLE;
import static heed.ingest.FormTrial.LAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import heed.events.Channel;
import heed.events.FormLink;
import heed.events.Ids;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.Survey;
import heed.ingest.FormDecider.Fault;
import heed.ingest.FormDecider.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormDeciderTest {
  private static final Set<FormQuestion> BOTH = EnumSet.allOf(FormQuestion.class);
  private static final FormDecider DECIDER =
      new FormDecider(Trial.ACCEPTANCE, new LinkContacts(List.of(Trial.KEY)));

  private static Outcome decide(FormLink link, String... fields) {
    var body = FormTrial.form(fields).getBytes(StandardCharsets.ISO_8859_1);
    return DECIDER.decide(link, FormEntered.read(body), BOTH, Trial.NOW);
  }

  private static List<Review> reviews(FormLink link, String... fields) {
    return ((Outcome.Reviews) decide(link, fields)).reviews();
  }

  private static Map<String, Fault> faults(FormLink link, String... fields) {
    return ((Outcome.Faults) decide(link, fields)).byField();
  }

  private static FormLink one() {
    return FormTrial.link("991", Trial.NOW, KETTLE);
  }

  private static FormLink two() {
    return FormTrial.link("991", Trial.NOW, KETTLE, LAMP);
  }

  @Test
  void aReviewIsOfTheOrderInTheLinkAndSaysWhatWasEntered() {
    var link = one();
    var review =
        reviews(
                link,
                "stars-0",
                "2",
                "title-0",
                "Nu",
                "text-0",
                "Vāks\r\nciets",
                "nps",
                "3",
                "ces",
                "6")
            .getFirst();
    assertThat(review.id())
        .isEqualTo(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "order:991:sku-1"));
    assertThat(review.externalId()).isEqualTo("order:991:sku-1");
    assertThat(review.product()).isEqualTo(KETTLE);
    assertThat(review.order()).isEqualTo(new Order("991", link.deliveredAt()));
    assertThat(review.channel()).isEqualTo(Channel.EMAIL);
    assertThat(review.rating()).isEqualTo(new Rating(Rating.Scale.STARS_5, 2));
    assertThat(review.survey()).isEqualTo(new Survey(3, null, 6));
    assertThat(review.title()).isEqualTo("Nu");
    assertThat(review.text()).isEqualTo("Vāks\nciets");
    assertThat(review.language()).isEqualTo("lv");
    assertThat(review.country()).isEqualTo("LV");
    assertThat(review.submittedAt()).isNull();
  }

  @Test
  void theContactIsSealedAnewToTheReviewItBelongsTo() {
    var review = reviews(one(), "stars-0", "5").getFirst();
    var seal = new ContactSeal(Trial.KEY);
    assertThat(review.customer().id()).isEqualTo("c-17");
    assertThat(review.customer().consent()).isTrue();
    assertThat(review.customer().contact())
        .isEqualTo(seal.seal(review.id(), "Zane Āboliņa", "zane@example.com"));
  }

  @Test
  void aContactThatNoKeyOpensIsLeftOutAndTheReviewIsTaken() {
    var other = new byte[32];
    var strange = new FormDecider(Trial.ACCEPTANCE, new LinkContacts(List.of(other)));
    var entered = FormEntered.read("stars-0=4".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(strange.decide(one(), entered, BOTH, Trial.NOW))
        .asInstanceOf(type(Outcome.Reviews.class))
        .satisfies(it -> assertThat(it.reviews().getFirst().customer().contact()).isNull())
        .satisfies(it -> assertThat(it.reviews().getFirst().customer().id()).isEqualTo("c-17"));
    var rotated = new FormDecider(Trial.ACCEPTANCE, new LinkContacts(List.of(other, Trial.KEY)));
    assertThat(((Outcome.Reviews) rotated.decide(one(), entered, BOTH, Trial.NOW)).reviews())
        .allSatisfy(review -> assertThat(review.customer().contact()).isNotNull());
  }

  @Test
  void sendingAgainIsARevisionOfTheSameReview() {
    var first = reviews(one(), "stars-0", "1").getFirst();
    var again = reviews(one(), "stars-0", "5", "text-0", "All well now").getFirst();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.sameContentAs(first)).isFalse();
    assertThat(reviews(one(), "stars-0", "1").getFirst().sameContentAs(first)).isTrue();
  }

  @Test
  void ofSeveralProductsThoseLeftEmptyAreLeftOut() {
    assertThat(reviews(two(), "stars-0", "", "text-0", " ", "stars-1", "4"))
        .extracting(Review::product)
        .containsExactly(LAMP);
    assertThat(reviews(two(), "stars-0", "1", "text-1", "dim"))
        .extracting(Review::externalId)
        .containsExactly("order:991:sku-1", "order:991:sku-2");
  }

  @Test
  void anAnswerAboutAnOrderOfSeveralProductsCountsOnceWhicheverAreReviewed() {
    var reviews = reviews(two(), "stars-1", "4", "nps", "9");
    assertThat(reviews)
        .extracting(Review::externalId)
        .containsExactly("order:991:sku-2", "order:991");
    assertThat(reviews.getFirst().survey()).isNull();
    assertThat(reviews.getLast().survey()).isEqualTo(new Survey(9, null, null));
    assertThat(reviews.getLast().rating()).isNull();
    assertThat(reviews(two(), "nps", "2").getFirst().id()).isEqualTo(reviews.getLast().id());
  }

  @Test
  void aQuestionThatWasNotAskedIsNotHeard() {
    var entered =
        FormEntered.read("stars-0=4&nps=1&csat=1&order=2".getBytes(StandardCharsets.ISO_8859_1));
    var heard = DECIDER.decide(one(), entered, Set.of(), Trial.NOW);
    assertThat(((Outcome.Reviews) heard).reviews().getFirst().survey()).isNull();
  }

  @Test
  void nothingAtAllOrATitleAloneIsToldAtTheStars() {
    assertThat(faults(two())).containsExactly(Map.entry("stars-0", Fault.EMPTY));
    assertThat(faults(two(), "title-1", "Nice")).containsExactly(Map.entry("stars-1", Fault.EMPTY));
  }

  @Test
  void everyFaultIsToldAtItsFieldFromTopToBottom() {
    assertThat(
            faults(
                two(),
                "nps",
                "11",
                "text-1",
                "a\0b",
                "stars-1",
                "6",
                "text-0",
                "x".repeat(10_001),
                "title-0",
                "x".repeat(501),
                "ces",
                "very"))
        .containsExactly(
            Map.entry("title-0", Fault.LONG),
            Map.entry("text-0", Fault.LONG),
            Map.entry("stars-1", Fault.CHOICE),
            Map.entry("text-1", Fault.CHARACTERS),
            Map.entry("nps", Fault.CHOICE),
            Map.entry("ces", Fault.CHOICE));
    assertThat(faults(one(), "stars-0", "3", "title-0", "two\nlines"))
        .containsExactly(Map.entry("title-0", Fault.CHARACTERS));
  }

  @Test
  void noTwoOrdersShareAReviewAndNoIdIsTooLong() {
    var plain = FormTrial.link("1:2", Trial.NOW, new Product("3", null));
    var other = FormTrial.link("1", Trial.NOW, new Product("2:3", null));
    assertThat(FormDecider.externalId(plain, plain.products().getFirst()))
        .isEqualTo("order:1%3A2:3")
        .isNotEqualTo(FormDecider.externalId(other, other.products().getFirst()));
    var huge = FormTrial.link("o".repeat(200), Trial.NOW, new Product("p".repeat(200), null));
    assertThat(reviews(huge, "stars-0", "3").getFirst().externalId())
        .startsWith("order-")
        .hasSizeLessThan(200);
  }
}
