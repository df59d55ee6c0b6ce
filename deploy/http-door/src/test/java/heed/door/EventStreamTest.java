package heed.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
  @ParameterizedTest
  @ValueSource(strings = {"/v1/cases/events", "/v1/kpis/events", "/v1/kpis/events/"})
  void eventsAreAtTheEndOfAPath(String path) {
    assertThat(EventStream.is(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/cases", "/v1/cases/events/1", "/v1/cases/myevents", "/", ""})
  void elsewhereThereAreNone(String path) {
    assertThat(EventStream.is(path)).isFalse();
  }
}
