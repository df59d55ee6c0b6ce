package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.Ids;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.Source;
import heed.events.Source.AnswerAt;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each mapping that ships turns payloads of its platform's shape into the reviews they are. */
class ShippedMappingsTest {
  private static final SourceMapping GOOGLE = InboundSources.shipped("google");
  private static final SourceMapping TRUSTPILOT = InboundSources.shipped("trustpilot");
  private static final SourceMapping JUDGEME = InboundSources.shipped("judgeme");
  private static final SourceMapping YOTPO = InboundSources.shipped("yotpo");
  private static final SourceMapping WOOCOMMERCE = InboundSources.shipped("woocommerce");

  private static Rating stars(int value) {
    return new Rating(Rating.Scale.STARS_5, value);
  }

  @Test
  void googleListsAPageOfReviews() {
    var reviews =
        Sending.reviews(
            GOOGLE,
            """
            {"reviews": [
               {"name": "accounts/17/locations/4/reviews/AbC-1", "reviewId": "AbC-1",
                "reviewer": {"profilePhotoUrl": "https://lh3.example/p", "displayName": "Māra Kalna"},
                "starRating": "TWO", "comment": "Rinda stāvēja.\\nNeviens neatbildēja.",
                "createTime": "2026-10-02T15:01:23.045123456Z",
                "updateTime": "2026-11-20T08:00:00Z",
                "reviewReply": {"comment": "Piedodiet!", "updateTime": "2026-11-21T08:00:00Z"}},
               {"name": "accounts/17/locations/4/reviews/AbC-2", "reviewId": "AbC-2",
                "reviewer": {"displayName": "A Google user", "isAnonymous": true},
                "starRating": "FIVE", "createTime": "2026-11-01T10:00:00Z",
                "updateTime": "2026-11-01T10:00:00Z"},
               {"reviewId": "AbC-3", "reviewer": {"displayName": "Zed"},
                "starRating": "STAR_RATING_UNSPECIFIED", "comment": "Ok.",
                "createTime": "2026-11-01T10:00:00Z"}],
             "averageRating": 3.5, "totalReviewCount": 3, "nextPageToken": "t"}
            """);
    var first = reviews.getFirst();
    assertThat(first.externalId()).isEqualTo("google:AbC-1");
    assertThat(first.id()).isEqualTo(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "google:AbC-1"));
    assertThat(first.rating()).isEqualTo(stars(2));
    assertThat(first.text()).isEqualTo("Rinda stāvēja.\nNeviens neatbildēja.");
    assertThat(first.product()).isEqualTo(new Product("business", null));
    assertThat(first.channel()).isEqualTo(Channel.SOCIAL);
    assertThat(first.customer().id()).isNull();
    assertThat(first.customer().contact()).startsWith("v2.");
    assertThat(first.submittedAt()).isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
    assertThat(first.source())
        .isEqualTo(
            new Source("Google", "https://business.google.com/reviews", AnswerAt.PLATFORM, false));
    assertThat(reviews).extracting(Review::rating).containsExactly(stars(2), stars(5), null);
    assertThat(reviews.get(1).text()).isNull();
  }

  @Test
  void trustpilotTellsOfANewReview() {
    var review =
        Sending.review(
            TRUSTPILOT,
            """
            {"events": [{"eventName": "service-review-created", "version": "1",
              "eventData": {"id": "66a0c0ffee0000a1b2c3d4e5", "language": "lv",
                "title": "Ilgi\\nun dārgi", "text": "Piegāde kavējās.", "referenceId": "991",
                "stars": 1, "createdAt": "2026-11-20T09:34:44.000Z", "isVerified": true,
                "locationId": null, "link": "https://api.trustpilot.com/v1/reviews/66a0c0ffee0000a1b2c3d4e5",
                "consumer": {"id": "5f00", "name": "Jānis", "link": "https://api.trustpilot.com/v1/consumers/5f00"},
                "tags": [{"group": "Generic", "value": "Tag"}]}}]}
            """);
    assertThat(review.externalId()).isEqualTo("trustpilot:66a0c0ffee0000a1b2c3d4e5");
    assertThat(review.rating()).isEqualTo(stars(1));
    assertThat(review.title()).isEqualTo("Ilgi un dārgi");
    assertThat(review.text()).isEqualTo("Piegāde kavējās.");
    assertThat(review.language()).isEqualTo("lv");
    assertThat(review.order().id()).isEqualTo("991");
    assertThat(review.customer().id()).isEqualTo("trustpilot:5f00");
    assertThat(review.submittedAt()).isEqualTo(Instant.parse("2026-11-20T09:34:44Z"));
    assertThat(review.source())
        .isEqualTo(
            new Source(
                "Trustpilot",
                "https://www.trustpilot.com/reviews/66a0c0ffee0000a1b2c3d4e5",
                AnswerAt.PLATFORM,
                false));
  }

  @Test
  void trustpilotTellsThatAReviewIsGone() {
    var outcomes =
        Sending.outcomes(
            TRUSTPILOT,
            """
            {"events": [{"eventName": "service-review-deleted", "version": "1",
              "eventData": {"id": "66a0", "deletedAt": "2026-11-21T00:00:00Z"}}]}
            """);
    var erased = Sending.erased(outcomes.getFirst());
    assertThat(erased.reviewId())
        .isEqualTo(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "trustpilot:66a0"));
    assertThat(erased.storefront()).isEqualTo("riga-shop");
    assertThat(erased.erasedAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00.123Z"));
  }

  @Test
  void trustpilotsApiListsTheSameReviewUnderTheSameId() {
    var review =
        Sending.review(
            TRUSTPILOT,
            """
            {"links": [], "reviews": [{"id": "66a0", "stars": 4, "title": "Good", "text": "Fine.",
              "language": "en", "createdAt": "2026-11-20T09:34:44Z", "updatedAt": null,
              "consumer": {"id": "5f00", "displayName": "J"}, "businessUnit": {"id": "b"}}]}
            """);
    assertThat(review.externalId()).isEqualTo("trustpilot:66a0");
    assertThat(review.customer().id()).isEqualTo("trustpilot:5f00");
    assertThat(review.submittedAt()).isEqualTo(Instant.parse("2026-11-20T09:34:44Z"));
  }

  @Test
  void judgemeSendsAReviewWithTheShopsOwnIds() {
    var review =
        Sending.review(
            JUDGEME,
            """
            {"review": {"id": 8123001, "title": "Kettle &amp; lid", "body": "It leaks &lt;a lot&gt;.",
              "rating": 2, "product_external_id": 77120034, "product_title": "Kettle",
              "reviewer": {"id": 5, "external_id": 9001, "email": "anna@example.com", "name": "Anna"},
              "source": "email", "curated": "not-yet", "hidden": false, "verified": "buyer",
              "created_at": "2026-11-19T09:05:00+00:00", "updated_at": "2026-11-20T09:05:00+00:00"},
             "shop_domain": "riga.example"}
            """);
    assertThat(review.externalId()).isEqualTo("judgeme:8123001");
    assertThat(review.product()).isEqualTo(new Product("77120034", "Kettle"));
    assertThat(review.customer().id()).isEqualTo("9001");
    assertThat(review.title()).isEqualTo("Kettle & lid");
    assertThat(review.text()).isEqualTo("It leaks <a lot>.");
    assertThat(review.rating()).isEqualTo(stars(2));
    assertThat(review.submittedAt()).isEqualTo(Instant.parse("2026-11-20T09:05:00Z"));
    assertThat(review.source()).isEqualTo(new Source("Judge.me", null, AnswerAt.PLATFORM, null));
  }

  @Test
  void judgemesSpamIsErasedAndItsShopReviewsAreOfTheShop() {
    var outcomes =
        Sending.outcomes(
            JUDGEME,
            """
            {"current_page": 1, "reviews": [
              {"id": 1, "rating": 5, "curated": "spam"},
              {"id": 2, "rating": 5, "curated": "ok", "product_external_id": 0, "title": ""}]}
            """);
    assertThat(Sending.erased(outcomes.getFirst()).reviewId())
        .isEqualTo(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "judgeme:1"));
    assertThat(Sending.review(outcomes.get(1)).product().id()).isEqualTo("shop");
  }

  @Test
  void yotpoWritesEverythingAsText() {
    var review =
        Sending.review(
            YOTPO,
            """
            {"event": "review_updated", "data": {"id": "219", "title": "It&#x27;s fine",
              "content": "Works &amp; looks good", "user_id": "209", "score": "5", "deleted": "false",
              "created_at": "2026-11-18 14:12:13 UTC", "updated_at": "2026-11-20 14:12:13 UTC",
              "order": {"id": "5456", "external_id": "991"}, "customer_email": "a@example.com",
              "archived": "false", "sentiment": ""}}
            """);
    assertThat(review.externalId()).isEqualTo("yotpo:219");
    assertThat(review.title()).isEqualTo("It's fine");
    assertThat(review.text()).isEqualTo("Works & looks good");
    assertThat(review.rating()).isEqualTo(stars(5));
    assertThat(review.order().id()).isEqualTo("991");
    assertThat(review.customer().id()).isEqualTo("yotpo:209");
    assertThat(review.product().id()).isEqualTo("shop");
    assertThat(review.submittedAt()).isEqualTo(Instant.parse("2026-11-20T14:12:13Z"));
  }

  @Test
  void yotposApiNamesTheProductAndWhatIsDeleted() {
    var outcomes =
        Sending.outcomes(
            YOTPO,
            """
            {"reviews": [
              {"id": 219, "title": "T", "content": "C", "score": 4, "sku": "sku-1", "name": "Anna",
               "email": "a@example.com", "reviewer_type": "verified_buyer", "deleted": false,
               "created_at": "2026-11-18T14:12:13.000Z", "updated_at": "2026-11-18T14:12:13.000Z"},
              {"id": 220, "score": 1, "sku": "yotpo_site_reviews", "deleted": true}]}
            """);
    var review = Sending.review(outcomes.getFirst());
    assertThat(review.product().id()).isEqualTo("sku-1");
    assertThat(review.submittedAt()).isEqualTo(Instant.parse("2026-11-18T14:12:13Z"));
    assertThat(Sending.erased(outcomes.get(1)).storefront()).isEqualTo("riga-shop");
  }

  @Test
  void woocommercesApiSendsHtmlAndAZeroForNoStars() {
    var reviews =
        Sending.reviews(
            WOOCOMMERCE,
            """
            [{"id": 22, "date_created": "2026-11-18T17:59:17", "date_created_gmt": "2026-11-18T15:59:17",
              "product_id": 22, "product_name": "Cups &#8211; set", "status": "approved",
              "product_permalink": "https://riga.example/product/cups",
              "reviewer": "Jānis", "reviewer_email": "j@example.com",
              "review": "<p>Nice cups!<br />\\nBut <em>small</em>.</p>\\n", "rating": 4, "verified": true},
             {"id": 23, "date_created_gmt": "2026-11-18T15:59:17", "product_id": 22, "status": "hold",
              "reviewer": "Z", "reviewer_email": "z@example.com", "review": "<p>Hm.</p>", "rating": 0}]
            """);
    var review = reviews.getFirst();
    assertThat(review.externalId()).isEqualTo("woocommerce:22");
    assertThat(review.product()).isEqualTo(new Product("22", "Cups – set"));
    assertThat(review.text()).isEqualTo("Nice cups!\n\nBut small.");
    assertThat(review.rating()).isEqualTo(stars(4));
    assertThat(review.submittedAt()).isEqualTo(Instant.parse("2026-11-18T15:59:17Z"));
    assertThat(review.source())
        .isEqualTo(
            new Source(
                "WooCommerce", "https://riga.example/product/cups", AnswerAt.PLATFORM, true));
    assertThat(reviews.get(1).rating()).isNull();
    assertThat(reviews.get(1).text()).isEqualTo("Hm.");
  }

  @Test
  void woocommercesExportIsReadByItsColumns() {
    var outcomes =
        Sending.csv(
            WOOCOMMERCE,
            """
            comment_ID,comment_post_ID,product_title,comment_author,comment_author_email,comment_author_IP,comment_date_gmt,comment_content,comment_approved,comment_parent,user_id,rating,verified
            22,7,Kanna,Zane,zane@example.com,127.0.0.1,2026-11-18 15:59:17,"Laba, ""ļoti""
            laba",1,0,0,5,1
            23,7,Kanna,Bot,b@example.com,,2026-11-18 15:59:17,Buy!,spam,0,0,5,0
            24,7,Kanna,Zane,zane@example.com,,2026-11-18,Laba,1,0,3,5,1
            """);
    var review = Sending.review(outcomes.getFirst());
    assertThat(review.externalId()).isEqualTo("woocommerce:22");
    assertThat(review.text()).isEqualTo("Laba, \"ļoti\"\nlaba");
    assertThat(review.product()).isEqualTo(new Product("7", "Kanna"));
    assertThat(review.customer().id()).isNull();
    assertThat(review.submittedAt()).isEqualTo(Instant.parse("2026-11-18T15:59:17Z"));
    assertThat(Sending.erased(outcomes.get(1)).reviewId())
        .isEqualTo(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "woocommerce:23"));
    assertThat(((Outcome.Refused) outcomes.get(2)).errors())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.pointer()).isEqualTo("column comment_date_gmt");
              assertThat(e.detail()).startsWith("submittedAt (column comment_date_gmt) must be");
            });
  }

  @Test
  void everyMappingThatShipsSaysWhereItsFieldsAreDocumented() throws Exception {
    for (var name : InboundSources.SHIPPED) {
      try (var in =
          InboundSources.class.getResourceAsStream("/heed/ingest/inbound/" + name + ".yaml")) {
        assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
            .as(name)
            .contains("# ", "https://");
      }
    }
    assertThat(List.of(GOOGLE, TRUSTPILOT, JUDGEME, YOTPO, WOOCOMMERCE))
        .extracting(SourceMapping::source)
        .containsExactlyInAnyOrderElementsOf(InboundSources.SHIPPED);
  }
}
