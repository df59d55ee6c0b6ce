package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.FormLinkSeal.Opened;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormDeskTest {
  private static FormDesk desk(Map<String, String> settings) {
    return new FormDesk(
        new SmallRyeConfigBuilder()
            .withMapping(FormSettings.class)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build()
            .getConfigMapping(FormSettings.class));
  }

  @Test
  void runsWithNoSettingAtAllAndThenOpensNoLink() {
    var desk = desk(Map.of());
    var token = FormTrial.token("1", FormTrial.KETTLE);
    assertThat(desk.open(token, Instant.now())).isEqualTo(new Opened.Unknown());
    assertThat(desk.shop("riga-shop"))
        .isEqualTo(new FormDesk.Shop("riga-shop", EnumSet.of(FormQuestion.NPS)));
    assertThat(desk.frameAncestors()).isEmpty();
  }

  @Test
  void asksInTheShopsNameWhatTheShopWants() {
    var desk =
        desk(
            Map.of(
                "heed.form.questions", "ces",
                "heed.form.storefronts.\"riga-shop\".name", "Rīgas Māja",
                "heed.form.storefronts.\"riga.shop\".questions", "none"));
    assertThat(desk.shop("riga-shop"))
        .isEqualTo(new FormDesk.Shop("Rīgas Māja", EnumSet.of(FormQuestion.CES)));
    assertThat(desk.shop("riga.shop"))
        .isEqualTo(new FormDesk.Shop("riga.shop", EnumSet.noneOf(FormQuestion.class)));
    assertThat(desk.shop("oslo").questions()).containsExactly(FormQuestion.CES);
  }

  @Test
  void aLinkFromBeforeARotationStillOpens() {
    var settings = new HashMap<>(FormTrial.SETTINGS);
    settings.put("heed.form.previous-keys", settings.get("heed.form.key"));
    settings.put("heed.form.key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    var token = FormTrial.token("1", FormTrial.KETTLE);
    assertThat(desk(settings).open(token, Instant.now())).isInstanceOf(Opened.Valid.class);
  }

  @ParameterizedTest
  @CsvSource({
    "heed.form.key,                              c2hvcnQ=",
    "heed.form.previous-keys,                    no key",
    "heed.form.questions,                        csat",
    "heed.form.storefronts.\"riga\".questions,   everything",
    "heed.form.frame-ancestors,                  'https://a.example; script-src *'",
    "heed.form.frame-ancestors,                  http://shop.example",
    "heed.form.requests-per-minute,              0",
  })
  void whatCannotBeMeantStopsTheStartByItsName(String setting, String value) {
    var settings = new HashMap<>(FormTrial.SETTINGS);
    assertThatCode(() -> desk(FormTrial.SETTINGS)).doesNotThrowAnyException();
    settings.put(setting, value);
    assertThatThrownBy(() -> desk(settings)).hasMessageContaining(setting);
  }
}
