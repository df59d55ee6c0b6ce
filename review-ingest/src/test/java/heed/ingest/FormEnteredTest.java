package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FormEnteredTest {
  private static FormEntered read(String body) {
    return FormEntered.read(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Property(tries = 300)
  void whatABrowserSendsIsReadAsItWasTyped(@ForAll String name, @ForAll String value) {
    var sent = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    var known = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(read(FormTrial.form(name, value)).get(known)).isEqualTo(sent.replace("\r\n", "\n"));
  }

  @Property(tries = 300)
  void whateverIsSentIsReadOrRefusedAndNeverBreaks(@ForAll byte[] body) {
    FormEntered.read(body);
  }

  @Example
  void whatIsNoFormIsRefused() {
    assertThat(read("a=%")).isNull();
    assertThat(read("a=%2")).isNull();
    assertThat(read("a=%zz")).isNull();
    assertThat(read("a=%ff")).isNull();
    assertThat(read("a&".repeat(501))).isNull();
  }

  @Example
  void aFieldThatIsLeftOutIsEmptyAndWhatCannotBeSeenIsBlank() {
    var entered = read("a=&b=+%E2%80%8B%0D%0A&c=x%0D%0Ay&a");
    assertThat(entered.get("none")).isEmpty();
    assertThat(entered.blank("a")).isTrue();
    assertThat(entered.blank("b")).isTrue();
    assertThat(entered.get("c")).isEqualTo("x\ny");
    assertThat(read("")).isEqualTo(new FormEntered(Map.of("", "")));
  }
}
