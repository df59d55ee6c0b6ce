package heed.door.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/cases/1?q=a%20b#x", "/team", "/?status=OPEN,ACKNOWLEDGED&q=%C4%81"})
  void aPathOfOursIsKept(String path) {
    assertThat(OwnPath.of(path)).isEqualTo(path);
    assertThat(URI.create("https://desk.example/x").resolve(path).getHost())
        .isEqualTo("desk.example");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "cases",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/a b",
        "/ā",
        "/sign-out/oidc",
        "/sign-in/oidc?to=/"
      })
  void anythingElseLeadsHome(String path) {
    assertThat(OwnPath.of(path)).isEqualTo("/");
  }

  @Test
  void aPathTooLongForACookieLeadsHome() {
    assertThat(OwnPath.of("/" + "a".repeat(500))).isEqualTo("/");
  }
}
