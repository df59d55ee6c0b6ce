package heed.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import heed.events.Channel;
import heed.events.Tags.Aspect;
import heed.events.Tags.Urgency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where reviews of a kind go. What it leaves open the defaults decide.
 *
 * @param team by id
 * @param policy by id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Rule(
    String name,
    When when,
    @Nullable String team,
    @Nullable Priority priority,
    @Nullable String policy) {
  Rule {
    new Findings()
        .name(name, "name")
        .unless(
            team != null || priority != null || policy != null,
            "/team",
            "the rule decides nothing; give it a team, a priority or a policy")
        .end();
  }

  /**
   * What a review must be like. An empty list asks nothing; all that is asked must hold.
   *
   * @param product by id
   * @param language the first part of a BCP 47 tag is compared, without case
   * @param aspect the review names one of these causes, and does not praise it
   * @param scoreBelow the sentiment's score lies below, -1 to 1
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record When(
      List<String> storefront,
      List<String> product,
      List<String> language,
      List<String> country,
      List<Channel> channel,
      List<Aspect> aspect,
      List<Urgency> urgency,
      @Nullable Double scoreBelow) {
    When {
      storefront = List.copyOf(storefront);
      product = List.copyOf(product);
      language = List.copyOf(language);
      country = List.copyOf(country);
      channel = List.copyOf(channel);
      aspect = List.copyOf(aspect);
      urgency = List.copyOf(urgency);
      new Findings()
          .unless(
              scoreBelow == null || (scoreBelow > -1 && scoreBelow <= 1),
              "/scoreBelow",
              "scoreBelow is " + scoreBelow + ", must be above -1 and 1 at most")
          .end();
    }
  }
}
