package heed.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class UntoldTest {
  private static String logged(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void thePathOfARequestIsInNoMessageThatIsLogged() {
    var below = new IllegalArgumentException("unterminated: /r/TOKEN?utm=100%");
    var thrown = new IllegalStateException("above", below);
    assertThat(logged(Untold.of(thrown, "/r/TOKEN")))
        .doesNotContain("TOKEN")
        .contains("IllegalStateException", "IllegalArgumentException", "UntoldTest");
  }

  @Test
  void whatDoesNotHoldItIsLoggedAsItIs() {
    var thrown = new IllegalStateException("the database is away: /var/lib");
    assertThat(Untold.of(thrown, "/r/TOKEN")).isSameAs(thrown);
    assertThat(Untold.of(thrown, "/")).isSameAs(thrown);
  }
}
