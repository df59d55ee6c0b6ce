package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used keeps the service from starting, and says where it is and what helps. */
class MappingFileTest {
  private static final String WHOLE =
      """
      name: X
      channel: SOCIAL
      items: /events
      id: /id
      status: {from: /state, published: live, deleted: gone}
      fields:
        product.id: {default: shop}
        rating: {from: /stars, scale: STARS_5}
        submittedAt: {from: /at, format: "uuuu-MM-dd HH:mm", zone: UTC}
      answer: {where: PLATFORM, url: /link}
      askForUpdate: false
      signature: {scheme: hmac, header: X-Sign, encoding: hex}
      """;

  private record Set(
      Optional<List<String>> secret, Optional<String> storefront, Optional<String> product)
      implements InboundSettings.OfSource {
    static final Set NOTHING = new Set(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private record Settings(Optional<String> folder, int remembered, Map<String, OfSource> sources)
      implements InboundSettings {}

  private static InboundSources start(Path folder, Map<String, InboundSettings.OfSource> sources) {
    return new InboundSources(
        new Settings(Optional.ofNullable(folder).map(Path::toString), 10, sources),
        new SimpleMeterRegistry());
  }

  @Test
  void aWholeOneIsRead() {
    assertThat(MappingFile.read("x", "x.yaml", WHOLE).name()).isEqualTo("X");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: X                        | nmae: X                            | name is missing
          askForUpdate: false            | askForUpdates: false               | askForUpdates is not known here; the keys are name, channel
          channel: SOCIAL                | channel: FAX                       | channel is "FAX", must be one of STOREFRONT, APP, EMAIL, SURVEY, SOCIAL, IMPORT
          id: /id                        | id: id                             | id is "id", which is no JSON pointer (RFC 6901); it begins with /
          id: /id                        | id: /a~b                           | id is "/a~b", which is no JSON pointer
          id: /id                        | id: {from: /id, default: x}        | id has a default
          items: /events                 | items: events                      | items is "events", which is no JSON pointer
          product.id: {default: shop}    | title: /t                          | fields.product.id is missing; where the source knows no product
          product.id: {default: shop}    | product.sku: /t                    | fields.product.sku is no field of a review; the fields are rating, product.id
          product.id: {default: shop}    | rating.value: /t                   | fields.rating.value is no field of a review
          product.id: {default: shop}    | product.id: {form: /t}             | fields.product.id says neither from, column nor default
          product.id: {default: shop}    | product.id: {from: /t, form: /u}   | fields.product.id.form is not known here; the keys are from, column
          scale: STARS_5                 | scale: STARS_7                     | fields.rating.scale is "STARS_7", must be one of STARS_5, POINTS_10, THUMBS
          , scale: STARS_5               | , html: false                      | fields.rating.scale is missing, must be one of STARS_5
          scale: STARS_5                 | scale: STARS_5, words: {SIX: 6}    | fields.rating.words.SIX is "6", must be a whole number from 1 to 5
          "uuuu-MM-dd HH:mm", zone: UTC  | "uuuu-MM-dd HH:mm"                 | fields.submittedAt.zone is missing, since the format names none
          "uuuu-MM-dd HH:mm"             | "{at}"                             | fields.submittedAt.format is "{at}", must be RFC_3339
          zone: UTC                      | zone: Riga                         | fields.submittedAt.zone must be a time zone such as UTC
          published: live                | published: live, ignored: live     | status.ignored says "live", which is said above
          published: live                | publish: live                      | status.publish is not known here
          where: PLATFORM                | where: THERE                       | answer.where is "THERE", must be one of PLATFORM, PUBLIC, NONE
          askForUpdate: false            | askForUpdate: maybe                | askForUpdate must be true or false
          scheme: hmac                   | scheme: hmca                       | signature.scheme is "hmca", must be standard-webhooks, hmac or none
          encoding: hex                  | encoding: octal                    | signature.encoding is "octal", must be hex or base64
          encoding: hex                  | encoding: hex, algorithm: md5      | signature.algorithm is "md5", must be sha256
          encoding: hex                  | encoding: hex, timestamp: X-Time   | signature.timestamp names a header that is not signed
          encoding: hex                  | encoding: hex, signed: "{time}"    | signature.signed holds "{time}"; the places are {body}, {timestamp} and {id}
          encoding: hex                  | encoding: hex, signed: "hello"     | signature.signed must hold {body}
          header: X-Sign                 | header: "X Sign"                   | signature.header must be the name of a header
          scheme: hmac                   | scheme: none                       | signature.header is not known here; the keys are scheme
          name: X                        | name: [                            | line
          name: X                        | name: X\\nname: Y                  | is no YAML
          """)
  void saysWhatIsWrongAndWhere(String right, String wrong, String said) {
    assertThat(WHOLE).contains(right);
    var yaml = WHOLE.replace(right, wrong.replace("\\n", "\n"));
    assertThatThrownBy(() -> MappingFile.read("x", "folder/x.yaml", yaml))
        .isInstanceOf(BadMapping.class)
        .hasMessageStartingWith("mapping folder/x.yaml")
        .hasMessageContaining(said);
  }

  @Test
  void aFolderAddsSourcesAndReplacesOnesThatShip(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("mine.yaml"), WHOLE);
    Files.writeString(folder.resolve("yotpo.yaml"), WHOLE.replace("name: X", "name: My Yotpo"));
    Files.writeString(folder.resolve("README.md"), "no mapping");
    var sources = start(folder, Map.of());
    assertThat(sources.all())
        .extracting(InboundSource::name)
        .containsExactly("google", "judgeme", "mine", "trustpilot", "woocommerce", "yotpo");
    assertThat(sources.named("yotpo").mapping().name()).isEqualTo("My Yotpo");
  }

  @Test
  void aFolderThatIsNoneOrAFileOfAnOddNameIsRefused(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> start(folder.resolve("none"), Map.of()))
        .hasMessageStartingWith("heed.inbound.folder is ")
        .hasMessageEndingWith(", which is no folder");
    Files.writeString(folder.resolve("My Shop.yaml"), WHOLE);
    assertThatThrownBy(() -> start(folder, Map.of()))
        .isInstanceOf(BadMapping.class)
        .hasMessageContaining("must have a name of small letters and digits");
  }

  private static Set secret(String... secrets) {
    return new Set(Optional.of(List.of(secrets)), Optional.of("riga-shop"), Optional.empty());
  }

  @Test
  void settingsThatCannotBeMeantAreRefused(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> start(null, Map.of("trustpliot", Set.NOTHING)))
        .hasMessageStartingWith("heed.inbound.sources.trustpliot has no mapping;")
        .hasMessageContaining("google, judgeme, trustpilot");
    assertThatThrownBy(() -> start(null, Map.of("trustpilot", secret("s"))))
        .hasMessageStartingWith("heed.inbound.sources.trustpilot.secret is set, but")
        .hasMessageContaining("signs nothing");
    assertThatThrownBy(
            () ->
                start(
                    null,
                    Map.of(
                        "judgeme",
                        new Set(
                            Optional.of(List.of("a secret long enough")),
                            Optional.empty(),
                            Optional.empty()))))
        .hasMessageContaining("nothing says of which storefront its reviews are; set");
    assertThatThrownBy(
            () ->
                start(
                    null,
                    Map.of(
                        "judgeme",
                        new Set(Optional.empty(), Optional.of("riga shop"), Optional.empty()))))
        .hasMessageStartingWith("heed.inbound.sources.judgeme.storefront must be 1 to 64");
    Files.writeString(
        folder.resolve("mine.yaml"),
        WHOLE.replaceAll("signature:.*", "signature: {scheme: standard-webhooks}"));
    assertThatThrownBy(() -> start(folder, Map.of("mine", secret("whsec_c2hvcnQ="))))
        .hasMessageContaining("must be whsec_ and at least 16 bytes in Base64")
        .hasMessageNotContaining("c2hvcnQ");
    assertThatThrownBy(() -> start(null, Map.of("judgeme", secret("long-enough-to-keep", "rest"))))
        .hasMessageStartingWith(
            "heed.inbound.sources.judgeme.secret holds a secret of fewer than 16")
        .hasMessageContaining("write a comma that is part of a secret \\,")
        .hasMessageNotContaining("rest");
  }
}
