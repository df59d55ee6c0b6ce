package heed.metrics.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpamDeciderTest {
  private static Set<Hold> holds(String text, String language) {
    return SpamDecider.decide(new Writing(null, text, language), Echo.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Best prices at https://cheap.example/x | en | LINK",
        "see www.cheap-kettles.shop for less | en | LINK",
        "Cheaper at kettles.com, believe me | en | LINK",
        "buy at bit.ly/2x9 instead | en | LINK",
        "ask at t.me/kettles | en | LINK",
        "Пишите на kettles.ru | ru | LINK",
        "Write me: anna.k@example.com | en | CONTACT",
        "a.name-that-is-as-long-as-somebody-can-make-it+who-hopes-that-nobody-reads-on@b-c.lv | en | CONTACT",
        "Zvaniet +371 2912 3456 | lv | CONTACT",
        "Ruf an: 0664 123 45 67 | de | CONTACT",
        "ask me on WhatsApp | en | CONTACT",
        "!!!!!!!!!! ???? $$$$ | en | NO_WORDS",
        "aaaaaaaaaaaaaaaaaa | en | NO_WORDS",
        "hahahahahahaha | en | NO_WORDS",
        "The manager is a bastard | en | ABUSE",
        "DU ARSCHLOCH | de | ABUSE",
        "Pārdevējs ir stulbenis | lv | ABUSE",
        "pardevejs ir stulbenis | lv | ABUSE",
        "Kreten na telefonu | sl | ABUSE",
        "Продавец мудак | ru | ABUSE",
        "fucking late | sl | ABUSE",
        "fucking late | | ABUSE",
        "idiot https://x.example | en | LINK ABUSE"
      })
  void whatAPersonHasToLookAtIsHeldWithTheReason(String text, String language, String expected) {
    assertThat(holds(text, language))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(expected.split(" ")).map(Hold::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tējkanna atnāca ieplaisājusi, un piegāde kavējās divas nedēļas. | lv",
        "Never again. Broken after two days, nobody answers, worst shop ever! | en",
        "TERRIBLE, I WANT MY MONEY BACK | en",
        "Un mois de retard de livraison | fr",
        "Ordered on 2026-11-03 10:15, came on 2026-11-20. | en",
        "Bestellt am 03-11-2026, Nummer 4711-9982-1 | de",
        "Order 123456789 never arrived | en",
        "1500 W, 230 V, boils 1,7 l in 3:20 | en",
        "Very good.It works | en",
        "Sudraba krāsa, ļoti skaista; kucēnam patika | lv",
        "Kalėdų dovana, puiku | lt",
        "Arsenal of functions, a class of its own | en",
        "👍👍👍 | en",
        "ok | en",
        "Odlično! | sl",
        "Не работает уже второй день | ru",
        "非常に良い製品です、ありがとうございました | ja"
      })
  void whatPeopleUsuallyWriteIsNot(String text, String language) {
    assertThat(holds(text, language)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "lv", "de", "", "xx", "pt-BR", "../en"})
  void anyLanguageIsRead(String language) {
    assertThat(holds("fuck off", language)).containsExactly(Hold.ABUSE);
    assertThat(holds("fine", language)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"false,0,false", "false,1,false", "false,2,true", "true,1,true"})
  void theSameWordsElsewhereAreHeldOnceTheyCannotBeTheSamePersonsTwoProducts(
      boolean others, int reviews, boolean held) {
    var writing = new Writing("Great", "The best kettle that I ever had in my life", "en");
    assertThat(SpamDecider.decide(writing, new Echo(others, reviews)).contains(Hold.REPEATED))
        .isEqualTo(held);
  }

  @Property(tries = 300)
  void anyTextIsDecidedAndTheSameEachTime(@ForAll String title, @ForAll String text) {
    var writing = new Writing(title, text, "en");
    assertThat(SpamDecider.decide(writing, Echo.NONE))
        .isEqualTo(SpamDecider.decide(writing, Echo.NONE));
    assertThat(TextPrint.of(writing)).isEqualTo(TextPrint.of(writing));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The best kettle that I have ever had in my whole life | the BEST kettle, that I HAVE ever had - in my whole life!! | true",
        "The best kettle that I have ever had in my whole life | The best kettle that I have never had in my whole life | false"
      })
  void aPrintIsOfLettersAlone(String one, String other, boolean same) {
    var a = TextPrint.of(new Writing(null, one, null));
    var b = TextPrint.of(new Writing(null, other, null));
    assertThat(a).isPresent();
    assertThat(a.equals(b)).isEqualTo(same);
    assertThat(TextPrint.of(new Writing("Very", "good", null))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a.",
        "a-",
        "-",
        ".",
        "@",
        "a@",
        "@a",
        "@a.",
        "a@a-",
        "a@a.1 ",
        "a@-.",
        "0",
        "0(",
        "+",
        "+0",
        "00 ",
        "(00",
        "0/",
        " 00000000x",
        "+1-",
        "1-",
        "a.b/",
        "a.bcdefg",
        "www",
        "+a",
        "_"
      })
  void readingTakesTimeInProportionToTheLengthWhateverIsSaid(String again) {
    var text = again.repeat(10_000 / again.length());
    for (var pattern : SpamDecider.PATTERNS) {
      var read = new Read(text);
      var found = 0;
      for (var matcher = pattern.matcher(read); matcher.find(); ) {
        found++;
      }
      assertThat(read.steps.get())
          .as("%s, found %d", pattern, found)
          .isLessThan(64L * text.length());
    }
  }

  /** A text that counts how often a letter of it is looked at. */
  private record Read(String text, AtomicLong steps) implements CharSequence {
    Read(String text) {
      this(text, new AtomicLong());
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps.incrementAndGet();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
