package heed.eyes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String SAMPLED = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void readsASampledHeader() {
    var context = Traceparent.sampled(SAMPLED);
    assertThat(context).isNotNull();
    assertThat(context.getTraceId()).isEqualTo(TRACE);
    assertThat(context.getSpanId()).isEqualTo(SPAN);
    assertThat(context.isRemote()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-" + TRACE + "-" + SPAN + "-00",
        "00-" + TRACE + "-" + SPAN + "-02",
        "ff-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-01-more",
        "01-" + TRACE + "-" + SPAN + "-01x",
        "0g-" + TRACE + "-" + SPAN + "-01",
        "00-" + TRACE + "-" + SPAN + "-0x",
        "00-00000000000000000000000000000000-" + SPAN + "-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
        "00_" + TRACE + "-" + SPAN + "-01"
      })
  void takesNothingFromAHeaderThatIsMalformedOrNotSampled(String header) {
    assertThat(Traceparent.sampled(header)).isNull();
  }

  @Test
  void readsALaterVersionByWhatItHasInCommon() {
    assertThat(Traceparent.sampled("01-" + TRACE + "-" + SPAN + "-03-later")).isNotNull();
  }

  @Test
  void replacesWhatTheRecordCarriedBefore() {
    var headers = new RecordHeaders();
    headers.add(Traceparent.NAME, "00-x".getBytes(StandardCharsets.US_ASCII));
    var context = Traceparent.sampled(SAMPLED);
    assertThat(context).isNotNull();
    Traceparent.put(headers, context);
    assertThat(headers.headers(Traceparent.NAME)).hasSize(1);
    assertThat(headers.lastHeader(Traceparent.NAME).value()).asString().isEqualTo(SAMPLED);
    assertThat(Traceparent.sampled(headers)).isEqualTo(context);
  }

  @Property
  void whateverBytesTheHeaderHoldsNothingIsThrown(@ForAll @Size(max = 80) byte[] bytes) {
    var headers = new RecordHeaders();
    headers.add(Traceparent.NAME, bytes);
    var context = Traceparent.sampled(headers);
    assertThat(context == null || context.isValid()).isTrue();
  }
}
