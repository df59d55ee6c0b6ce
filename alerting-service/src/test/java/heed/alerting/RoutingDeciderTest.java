package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.Tags.Aspect;
import heed.events.Tags.Urgency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingDeciderTest {
  private static final Traits LATE_PARCEL =
      new Traits(
          "riga-shop",
          "sku-1",
          "lv-LV",
          "LV",
          Channel.STOREFRONT,
          List.of(Aspect.DELIVERY, Aspect.PRICE),
          Urgency.HIGH,
          -0.8);

  @Test
  void theFirstRuleThatMatchesDecides() {
    var route = RoutingDecider.decide(RoutingTest.full(), 3, LATE_PARCEL);
    assertThat(route.rule()).isEqualTo("urgent in the Baltics");
    assertThat(route.team()).isEqualTo("baltics");
    assertThat(route.priority()).isEqualTo(Priority.URGENT);
    assertThat(route.policy().id()).isEqualTo("swift");
    assertThat(route.policy().version()).isEqualTo(3);
    assertThat(route.policy().calendar().id()).isEqualTo("riga");
    assertThat(route.policy().firstResponse()).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void whatARuleLeavesOpenTheDefaultsDecide() {
    var calm = traits("sku-1", "lv", "LV", Channel.EMAIL, -0.1);
    var route = RoutingDecider.decide(RoutingTest.full(), 1, calm);
    assertThat(route.rule()).isEqualTo("Latvian");
    assertThat(route.priority()).isEqualTo(Priority.HIGH);
    assertThat(route.policy().id()).isEqualTo("standard");
    assertThat(route.policy().calendar().id()).isEqualTo("riga"); // that of its team
  }

  @Test
  void whatNoRuleMatchesGoesToTheDefaultTeam() {
    var german = traits("sku-1", "de", "DE", Channel.EMAIL, -0.9);
    var route = RoutingDecider.decide(RoutingTest.full(), 1, german);
    assertThat(route.rule()).isNull();
    assertThat(route.team()).isEqualTo("support");
    assertThat(route.policy().calendar()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "storefront: riga-shop, true",
    "storefront: other-shop, false",
    "'product: [sku-1, sku-2]', true",
    "product: sku-2, false",
    "language: LV, true",
    "language: lt, false",
    "country: lv, true",
    "'country: [EE, LT]', false",
    "channel: STOREFRONT, true",
    "channel: APP, false",
    "'aspect: [QUALITY, PRICE]', true",
    "aspect: QUALITY, false",
    "urgency: HIGH, true",
    "'urgency: [LOW, NORMAL]', false",
    "scoreBelow: -0.79, true",
    "scoreBelow: -0.8, false",
    "'country: LV, channel: APP', false"
  })
  void everyConditionMustHold(String when, boolean matches) {
    var yaml =
        """
        defaultTeam: t
        defaultPolicy: p
        teams: [{id: t, name: T, language: en, timeZone: UTC}]
        policies: [{id: p, firstResponse: PT1H}]
        rules: [{name: r, when: {%s}, priority: URGENT}]
        """
            .formatted(when);
    var routing = RoutingReader.read(RoutingFormat.YAML.tree(yaml));
    assertThat(RoutingDecider.decide(routing, 1, LATE_PARCEL).rule())
        .isEqualTo(matches ? "r" : null);
  }

  @Test
  void aScoreThatIsNotKnownIsBelowNothing() {
    var unknown = traits("sku-1", null, "EE", Channel.APP, null);
    assertThat(RoutingDecider.decide(RoutingTest.full(), 1, unknown).rule()).isNull();
  }

  private static Traits traits(
      String product, String language, String country, Channel channel, Double score) {
    return new Traits(
        "riga-shop",
        product,
        language,
        country,
        channel,
        List.of(Aspect.DELIVERY),
        Urgency.HIGH,
        score);
  }
}
