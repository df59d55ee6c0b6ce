package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import heed.door.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostedJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "3",
        "\"text\"",
        "{",
        "{\"text\":\"a\"",
        "{\"text\":\"a\"}}",
        "{\"text\":\"a\"}{}",
        "{\"text\":\"a\"} x",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"rating\":{\"value\":1,\"value\":1}}",
        "{\"rating\":{},\"rating\":{}}",
        "{text:\"a\"}",
        "{\"text\":'a'}",
        "{\"text\":\"a\",}",
        "{\"text\":\"a\nb\"}",
        "{\"text\":NaN}",
        "{\"rating\":{\"value\":01}}",
        "// a comment\n{}",
      })
  void refusesWhatIsNotOneStrictJsonObject(String body) {
    assertThatThrownBy(() -> Trial.read(body))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(400));
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    var body = "{\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    assertThatThrownBy(() -> Trial.read(body))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("deep");
  }

  @Test
  void saysWhichNumberHasTooManyDigits() {
    var posted = Trial.read("{\"rating\":{\"value\":" + "9".repeat(5000) + "}}");
    assertThat(posted.errors()).singleElement().extracting("pointer").isEqualTo("/rating/value");
  }

  @Test
  void refusesInvalidUtf8() {
    for (var broken :
        new byte[][] {
          {(byte) 0xC3},
          {(byte) 0xC1, (byte) 0x81},
          {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          {(byte) 0xFF}
        }) {
      var body =
          concat(
              "{\"text\":\"".getBytes(StandardCharsets.UTF_8),
              broken,
              "\"}".getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> PostedJson.read(Fields.REVIEW, body, 0, body.length))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("UTF-8");
    }
  }

  @Test
  void refusesUtf16() {
    for (var charset :
        new Charset[] {
          StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      var body = "{\"text\":\"a\"}".getBytes(charset);
      assertThatThrownBy(() -> PostedJson.read(Fields.REVIEW, body, 0, body.length))
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void takesAByteOrderMarkAtTheHeadAndTheReplacementCharacterInTheText() {
    assertThat(Trial.read("\uFEFF{\"text\":\"\uFFFD\uFEFF\"}").get(Field.TEXT))
        .isEqualTo("\uFFFD\uFEFF");
  }

  @Test
  void showsAnUnknownNameCutShortAndWithoutLineBreaks() {
    var posted = Trial.read("{\"a\\r\\nb" + "x".repeat(500) + "\":1}");
    assertThat(posted.errors().getFirst().detail()).hasSizeLessThan(200).doesNotContain("\n", "\r");
  }

  @Property(tries = 300)
  void anyTextIsTakenAsItIs(@ForAll String text) throws Exception {
    var json = new ObjectMapper().writeValueAsString(text);
    var whole = !hasLoneSurrogate(text);
    if (whole) {
      assertThat(Trial.read("{\"text\":" + json + "}").get(Field.TEXT)).isEqualTo(text);
    }
  }

  @Property(tries = 300)
  void anyBytesAreReadOrRefused(@ForAll byte[] body) {
    try {
      PostedJson.read(Fields.REVIEW, body, 0, body.length);
    } catch (Refusal e) {
      assertThat(e.status()).isEqualTo(400);
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static byte[] concat(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
