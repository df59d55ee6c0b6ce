package heed.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Rating;
import heed.events.Rating.Scale;
import heed.events.Survey;
import heed.events.Tags.Basis;
import heed.events.Tags.Label;
import heed.sentiment.model.LinearModel;
import heed.sentiment.model.Stance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaggerTest {
  private static final Tagger TAGGER = new Tagger(LinearModel.shipped());
  private static final Stance ANGRY = new Stance(0.95, 0.03, 0.02);
  private static final Stance GLAD = new Stance(0.02, 0.03, 0.95);
  private static final Stance UNSURE = new Stance(0.4, 0.35, 0.25);

  @ParameterizedTest
  @CsvSource({
    "STARS_5,1,NEGATIVE", "STARS_5,2,NEGATIVE", "STARS_5,3,NEUTRAL", "STARS_5,4,POSITIVE",
    "STARS_5,5,POSITIVE", "POINTS_10,1,NEGATIVE", "POINTS_10,4,NEGATIVE", "POINTS_10,5,NEUTRAL",
    "POINTS_10,6,NEUTRAL", "POINTS_10,7,POSITIVE", "POINTS_10,10,POSITIVE", "THUMBS,0,NEGATIVE",
    "THUMBS,1,POSITIVE"
  })
  void readsARatingAloneByTheTableOfTheContract(Scale scale, int value, Label label) {
    var sentiment = TAGGER.tag(null, null, null, new Rating(scale, value), null).sentiment();

    assertThat(sentiment).isNotNull();
    assertThat(sentiment.label()).isEqualTo(label);
    assertThat(sentiment.basis()).isEqualTo(Basis.RATING);
    assertThat(sentiment.mismatch()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    ",2,,NEGATIVE",
    ",3,,NEUTRAL",
    ",4,,POSITIVE",
    "6,,,NEGATIVE",
    "7,,,NEUTRAL",
    "8,,,NEUTRAL",
    "9,,,POSITIVE",
    ",,3,NEGATIVE",
    ",,4,NEUTRAL",
    ",,5,POSITIVE",
    "10,1,7,NEGATIVE",
    "0,,7,NEGATIVE"
  })
  void readsASurveyAloneCsatFirstThenNpsThenCes(
      Integer nps, Integer csat, Integer ces, Label label) {
    var sentiment = TAGGER.tag(null, null, null, null, new Survey(nps, csat, ces)).sentiment();

    assertThat(sentiment).isNotNull();
    assertThat(sentiment.label()).isEqualTo(label);
    assertThat(sentiment.basis()).isEqualTo(Basis.SURVEY);
  }

  @Test
  void callsAnAngryTextUnderFiveStarsAMismatch() {
    var sentiment = Tagger.sentiment(ANGRY, Given.of(new Rating(Scale.STARS_5, 5), null));

    assertThat(sentiment).isNotNull();
    assertThat(sentiment.mismatch()).isTrue();
    assertThat(sentiment.label()).isEqualTo(Label.POSITIVE);
    assertThat(sentiment.basis()).isEqualTo(Basis.BOTH);
  }

  @Test
  void callsPraiseUnderOneStarAMismatchOnlyIfItIsSure() {
    var oneStar = Given.of(new Rating(Scale.STARS_5, 1), null);

    assertThat(Tagger.sentiment(GLAD, oneStar).mismatch()).isTrue();
    assertThat(Tagger.sentiment(new Stance(0.1, 0.2, 0.7), oneStar).mismatch()).isFalse();
  }

  @Test
  void letsASureTextTipARatingInTheMiddleAndNoOther() {
    var three = Given.of(new Rating(Scale.STARS_5, 3), null);

    assertThat(Tagger.sentiment(ANGRY, three).label()).isEqualTo(Label.NEGATIVE);
    assertThat(Tagger.sentiment(UNSURE, three).label()).isEqualTo(Label.NEUTRAL);
  }

  @Test
  void believesASureTextMoreThanASurvey() {
    var promoter = Given.of(null, new Survey(10, null, null));

    assertThat(Tagger.sentiment(ANGRY, promoter).basis()).isEqualTo(Basis.TEXT);
    assertThat(Tagger.sentiment(UNSURE, promoter).basis()).isEqualTo(Basis.SURVEY);
  }

  @Test
  void isSurerWhenTextAndRatingAgree() {
    var oneStar = Given.of(new Rating(Scale.STARS_5, 1), null);

    assertThat(Tagger.sentiment(ANGRY, oneStar).confidence())
        .isGreaterThan(Tagger.sentiment(null, oneStar).confidence())
        .isGreaterThan(Tagger.sentiment(GLAD, oneStar).confidence());
  }

  @ParameterizedTest
  @CsvSource({"asdf ghjkl qwrtz", "12345", "???", "''"})
  void saysNothingWhereThereIsNothingToSay(String text) {
    assertThat(TAGGER.tag(null, text, null, null, null).sentiment()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lv|Briesmīga apkalpošana, piegāde kavējās divas nedēļas, nekad vairs!|NEGATIVE|DELIVERY",
        "lv|Lieliska kvalitāte, esmu ļoti apmierināta, iesaku!|POSITIVE|QUALITY",
        "sl|Dostava je zamujala dva tedna, grozna izkušnja.|NEGATIVE|DELIVERY",
        "sl|Odlična kakovost, zelo zadovoljna, priporočam.|POSITIVE|QUALITY",
        "de|Die Lieferung kam nie an, unverschämter Kundenservice!|NEGATIVE|DELIVERY",
        "de|Hervorragende Qualität, sehr zufrieden.|POSITIVE|QUALITY",
        "en|Terrible customer service, they never answered my emails.|NEGATIVE|SUPPORT",
        "en|Excellent quality and great price, highly recommend.|POSITIVE|PRICE",
        "fr|Livraison très en retard et service client injoignable, une honte.|NEGATIVE|DELIVERY",
        "es|Pésima calidad, se rompió el primer día, una estafa.|NEGATIVE|QUALITY",
        "it|Spedizione veloce, prodotto ottimo, consiglio.|POSITIVE|DELIVERY",
        "pt|O produto chegou quebrado, péssima qualidade.|NEGATIVE|QUALITY",
        "nl|Slechte kwaliteit, na een week kapot, nooit meer.|NEGATIVE|QUALITY",
        "pl|Fatalna jakość, zepsuło się po tygodniu, nie polecam.|NEGATIVE|QUALITY",
        "lt|Labai prasta kokybė, sugedo po savaitės, nerekomenduoju.|NEGATIVE|QUALITY",
        "et|Väga halb kvaliteet, läks katki, ei soovita.|NEGATIVE|QUALITY",
        "hr|Užasna dostava, paket je kasnio dva tjedna, ne preporučujem.|NEGATIVE|DELIVERY",
        "ru|Ужасное качество, сломался через день, не рекомендую.|NEGATIVE|QUALITY",
        "sk|Hrozná kvalita, po týždni sa pokazil, neodporúčam.|NEGATIVE|QUALITY"
      })
  void hearsPlainWordsInEveryCoveredLanguage(
      String language, String text, Label label, heed.events.Tags.Aspect aspect) {
    var tags = TAGGER.tag(null, text, null, null, null);

    assertThat(tags.language()).isNotNull();
    assertThat(tags.language().code()).isEqualTo(language);
    assertThat(tags.sentiment()).isNotNull();
    assertThat(tags.sentiment().label()).isEqualTo(label);
    assertThat(tags.aspects())
        .anySatisfy(
            a -> {
              assertThat(a.aspect()).isEqualTo(aspect);
              assertThat(a.sentiment()).isEqualTo(label);
              assertThat(text).contains(a.quote());
            });
  }

  @Test
  void aTitleInAnotherLanguageDoesNotDecide() {
    var text = "Tējkanna atnāca ieplaisājusi, un piegāde kavējās divas nedēļas. ".repeat(4);

    var tags =
        TAGGER.tag(
            "Very disappointed with this kettle and with the shop too", text, null, null, null);

    assertThat(tags.language()).isNotNull();
    assertThat(tags.language().code()).isEqualTo("lv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The charger caught fire, dangerous junk!|HIGH",
        "Preci tā arī neesmu saņēmusi, vērsīšos PTAC, krāpnieki!|HIGH",
        "Nie geliefert, ich gehe zum Anwalt. Betrug!|HIGH",
        "Grozno, denarja ne vračajo, prijavil vas bom inšpekciji.|HIGH",
        "Poor quality, disappointed.|NORMAL",
        "Lovely kettle, very happy with it.|LOW"
      })
  void callsUrgentWhatCannotWait(String text, heed.events.Tags.Urgency urgency) {
    assertThat(TAGGER.tag(null, text, null, null, null).urgency()).isEqualTo(urgency);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Terrible. The kettle broke after two days and nobody answers my emails. Never again!",
        "Šausmīga apkalpošana, prece bojāta, naudu neatdod.",
        "Grozna izkušnja, izdelek pokvarjen, nihče ne odgovarja.",
        "Katastrophe! Defekt angekommen, Kundenservice unfreundlich, nie wieder.",
        "Arnaque ! Jamais reçu mon colis, service client injoignable."
      })
  void hearsAngerUnderFiveStars(String text) {
    var tags = TAGGER.tag(null, text, null, new Rating(Scale.STARS_5, 5), null);

    assertThat(tags.callForCase()).isTrue();
    assertThat(tags.sentiment().mismatch()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Great product, slow delivery.",
        "No complaints at all, works perfectly.",
        "Viss kārtībā, paldies, iesaku!",
        "Brez težav, vse v redu, hvala.",
        "Alles bestens, keine Probleme."
      })
  void callsNoMismatchWhereGladPeopleUseBadWords(String text) {
    assertThat(TAGGER.tag(null, text, null, new Rating(Scale.STARS_5, 5), null).callForCase())
        .isFalse();
  }

  @Test
  void callsTheWorstWordsUnderTheWorstRatingUrgent() {
    var worst = new Rating(Scale.STARS_5, 1);

    assertThat(TAGGER.tag(null, "Terrible, horrible, the worst ever!", null, worst, null).urgency())
        .isEqualTo(heed.events.Tags.Urgency.HIGH);
    assertThat(TAGGER.tag(null, null, null, worst, null).urgency())
        .isEqualTo(heed.events.Tags.Urgency.NORMAL);
  }
}
