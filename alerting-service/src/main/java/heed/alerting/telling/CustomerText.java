package heed.alerting.telling;

import heed.alerting.CaseBrief;
import java.util.Map;
import java.util.Optional;

/**
 * Mail to a customer, in the language of the review: the answer as a person wrote it, and one
 * invitation to look at the review again. It asks for nothing, offers nothing and goes to happy and
 * unhappy alike.
 *
 * @param link where a review is updated, with {storefront}, {product} and {review}; empty: no link
 */
record CustomerText(Optional<String> link) {

  String answerSubject(CaseBrief brief) {
    return clean(texts(brief).say("answer.subject", values(brief)));
  }

  String answer(CaseBrief brief, String answer) {
    return answer.strip() + "\n\n-- \n" + texts(brief).say("answer.footer", values(brief)) + "\n";
  }

  String invitationSubject(CaseBrief brief) {
    return clean(texts(brief).say("invitation.subject", values(brief)));
  }

  String invitation(CaseBrief brief) {
    var texts = texts(brief);
    var way = link.map(l -> Filled.in(l, encoded(brief)));
    var values =
        Map.of(
            "product", brief.productName(),
            "storefront", brief.storefront(),
            "link", way.orElseGet(() -> texts.say("invitation.nolink")));
    return Greeting.in(texts.say("invitation"), brief.customerName(), values) + "\n";
  }

  private static Texts texts(CaseBrief brief) {
    return Texts.of(brief.language());
  }

  private static Map<String, String> values(CaseBrief brief) {
    return Map.of("product", brief.productName(), "storefront", brief.storefront());
  }

  private static Map<String, String> encoded(CaseBrief brief) {
    return Map.of(
        "product", encoded(brief.product().id()),
        "storefront", encoded(brief.storefront()),
        "review", encoded(Optional.ofNullable(brief.externalId()).orElse("")));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String clean(String subject) {
    return subject.replaceAll("\\p{Cntrl}+", " ");
  }
}
