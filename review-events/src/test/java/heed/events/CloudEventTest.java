package heed.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {
  private static final CloudEvent EVENT =
      new CloudEvent(
          "id-1",
          "/heed/review-ingest",
          EventType.REVIEW_RECEIVED,
          Instant.parse("2026-11-23T10:00:00Z"));

  @Test
  void isReadAsItWasWritten() {
    assertThat(CloudEvent.read(new RecordHeaders(EVENT.headers()))).isEqualTo(EVENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "ce_time", "ce_specversion"})
  void namesTheHeaderThatIsMissing(String name) {
    var headers = new RecordHeaders(EVENT.headers());
    headers.remove(name);
    assertThatThrownBy(() -> CloudEvent.read(headers))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(name);
  }

  @Test
  void refusesAnUnknownMajorVersion() {
    var headers = new RecordHeaders(EVENT.headers());
    headers.add("ce_type", "review.received.v2".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> CloudEvent.read(headers))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("review.received.v2");
  }

  @Test
  void refusesHeaderBytesThatAreNoText() {
    var headers = new RecordHeaders(EVENT.headers());
    headers.add("ce_id", new byte[] {(byte) 0xC3, (byte) 0x28});
    assertThatThrownBy(() -> CloudEvent.read(headers))
        .isInstanceOf(MalformedRecord.class)
        .hasMessage("ce_id is not UTF-8");
  }
}
