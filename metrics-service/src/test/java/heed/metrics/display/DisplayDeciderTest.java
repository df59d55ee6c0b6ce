package heed.metrics.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import heed.door.FieldError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DisplayDeciderTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static Traits review(String channel, String language, boolean verified) {
    return new Traits("riga-shop", "sku-1", channel, "LV", language, verified, NOON);
  }

  private static DisplayRulesReader.Read read(String json) {
    try {
      return DisplayRulesReader.read(new ObjectMapper().readTree(json));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final DisplayRules RULES =
      read("""
              {"rules": [
                {"name": "bought", "when": {"verified": true, "channel": ["STOREFRONT", "app"]},
                  "publishAfter": "PT24H"},
                {"name": "Latvian", "when": {"language": "lv-LV", "storefront": "riga-shop"}}]}
              """)
          .rules();

  @ParameterizedTest
  @CsvSource({
    "STOREFRONT,en,true,bought",
    "APP,lv,true,bought",
    "EMAIL,lv,true,Latvian",
    "STOREFRONT,lv,false,Latvian",
    "STOREFRONT,en,false,",
    "EMAIL,,true,"
  })
  void theFirstRuleThatFitsDecides(String channel, String language, boolean verified, String rule) {
    var plan = DisplayDecider.decide(RULES, review(channel, language, verified), Set.of(), false);
    assertThat(plan.rule()).isEqualTo(rule);
    assertThat(plan.isPlain()).isEqualTo(rule == null);
  }

  @Test
  void aRulePublishesFromItsTimeOn() {
    var plan = DisplayDecider.decide(RULES, review("APP", "en", true), Set.of(), false);
    var due = NOON.plus(Duration.ofHours(24));
    assertThat(plan.publishAt()).isEqualTo(due);
    assertThat(plan.publishes(due.minusMillis(1))).isFalse();
    assertThat(plan.publishes(due)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Hold.class)
  void whatIsHeldNoRulePublishes(Hold hold) {
    var plan = DisplayDecider.decide(RULES, review("EMAIL", "lv", true), Set.of(hold), false);
    assertThat(plan.publishAt()).isNull();
    assertThat(plan.held()).containsExactly(hold);
  }

  @Test
  void whereAPersonSpokeAPersonSpeaksAgain() {
    var plan = DisplayDecider.decide(RULES, review("EMAIL", "lv", true), Set.of(), true);
    assertThat(plan.held()).isEqualTo(EnumSet.of(Hold.REVISED));
    assertThat(plan.rule()).isNull();
  }

  @Test
  void withoutRulesNothingIsPublishedByItself() {
    var plan =
        DisplayDecider.decide(DisplayRules.NONE, review("EMAIL", "lv", true), Set.of(), false);
    assertThat(plan.isPlain()).isTrue();
  }

  /** What a decision is made from has no place for how good a review is. */
  @Test
  void noDecisionKnowsARating() {
    for (var type : List.of(Traits.class, Writing.class, Echo.class, DisplayRule.When.class)) {
      assertThat(Arrays.stream(type.getRecordComponents()).map(c -> c.getName()))
          .noneMatch(name -> name.matches("(?i).*(rating|star|score|sentiment|nps|csat|ces).*"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rating",
    "stars",
    "sentiment",
    "score",
    "nps",
    "aspects",
    "urgency",
    "Rating",
    "minStars"
  })
  void aRuleThatNamesAnOpinionIsRefusedWithTheReason(String field) {
    var faults =
        read("{\"rules\":[{\"name\":\"x\",\"when\":{\"%s\":5}}]}".formatted(field)).faults();
    assertThat(faults).extracting(FieldError::pointer).containsExactly("/rules/0/when/" + field);
    assertThat(faults.getFirst().detail()).contains("unlawful", "2005/29/EC", "16 CFR 465");
    assertThat(read("{\"rules\":[{\"name\":\"x\",\"%s\":5}]}".formatted(field)).faults())
        .extracting(FieldError::pointer)
        .containsExactly("/rules/0/" + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | ",
        "{} | /rules",
        "{\"rules\": {}} | /rules",
        "{\"rules\": [], \"more\": 1} | /more",
        "{\"rules\": [1]} | /rules/0",
        "{\"rules\": [{}]} | /rules/0/name",
        "{\"rules\": [{\"name\": \" \"}]} | /rules/0/name",
        "{\"rules\": [{\"name\": \"a\"}, {\"name\": \"a\"}]} | /rules/1/name",
        "{\"rules\": [{\"name\": \"a\", \"when\": 1}]} | /rules/0/when",
        "{\"rules\": [{\"name\": \"a\", \"when\": {\"channel\": \"FAX\"}}]} | /rules/0/when/channel",
        "{\"rules\": [{\"name\": \"a\", \"when\": {\"language\": []}}]} | /rules/0/when/language",
        "{\"rules\": [{\"name\": \"a\", \"when\": {\"country\": [1]}}]} | /rules/0/when/country",
        "{\"rules\": [{\"name\": \"a\", \"when\": {\"verified\": \"yes\"}}]} | /rules/0/when/verified",
        "{\"rules\": [{\"name\": \"a\", \"when\": {\"weather\": \"x\"}}]} | /rules/0/when/weather",
        "{\"rules\": [{\"name\": \"a\", \"publishAfter\": \"1 day\"}]} | /rules/0/publishAfter",
        "{\"rules\": [{\"name\": \"a\", \"publishAfter\": \"-PT1H\"}]} | /rules/0/publishAfter",
        "{\"rules\": [{\"name\": \"a\", \"publishAfter\": \"P366D\"}]} | /rules/0/publishAfter",
        "{\"rules\": [{\"name\": \"a\", \"publishAfter\": 5}]} | /rules/0/publishAfter"
      })
  void aFaultyDocumentIsRefusedWithThePlace(String json, String pointer) {
    assertThat(read(json).faults())
        .extracting(FieldError::pointer)
        .containsExactly(pointer == null ? "" : pointer);
  }
}
