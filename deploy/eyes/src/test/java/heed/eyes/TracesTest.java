package heed.eyes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final String REVIEW = "0b0c0d0e-0000-5000-8000-000000000001";
  private static final String FIRST = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SECOND = "5bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Traces traces = traces(false);

  private Traces traces(boolean off) {
    var tracer =
        SdkTracerProvider.builder()
            .setSampler(Sampling.of(0))
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build()
            .get("test");
    return new Traces(tracer, off);
  }

  @Test
  void aBatchWithoutASampledRecordMakesNoSpan() {
    try (var trace = traces.begin(List.of(record(REVIEW, null), record(REVIEW, "00-x-y-01")))) {
      assertThat(trace).isSameAs(BatchTrace.NONE);
      traces.followed(REVIEW, "case.opened", Map.of());
    }
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void nothingIsMadeWhileTracesAreOff() {
    var off = traces(true);
    var headers = new RecordHeaders();
    try (var trace = off.begin(List.of(record(REVIEW, sampled(FIRST))))) {
      assertThat(trace).isSameAs(BatchTrace.NONE);
      off.put(headers);
    }
    assertThat(headers).isEmpty();
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void aBatchIsLinkedToEveryTracedRecordAndEachIsASpanOfItsOwnTrace() {
    var one = record(REVIEW, sampled(FIRST));
    var untraced = record(REVIEW, null);
    var two = record("0b0c0d0e-0000-5000-8000-000000000002", sampled(SECOND));
    traces.begin(List.of(one, untraced, two)).close();
    var batch = named("batch of reviews-tagged");
    assertThat(batch.getLinks().stream().map(link -> link.getSpanContext().getTraceId()))
        .containsExactly(FIRST, SECOND);
    assertThat(batch.getTraceId()).isNotIn(FIRST, SECOND);
    assertThat(batch.getAttributes().asMap().values()).contains(3L);
    var processed = all("process reviews-tagged");
    assertThat(processed.stream().map(SpanData::getTraceId))
        .containsExactlyInAnyOrder(FIRST, SECOND);
    assertThat(processed)
        .allSatisfy(
            span -> {
              assertThat(span.getParentSpanId()).isEqualTo(PARENT);
              assertThat(span.getLinks())
                  .extracting(LinkData::getSpanContext)
                  .containsExactly(batch.getSpanContext());
            });
  }

  @Test
  void whatLeavesForARecordCarriesItsTraceOn() {
    var one = record(REVIEW, sampled(FIRST));
    var untraced = record(REVIEW, null);
    var leaving = new RecordHeaders();
    var untracedLeaving = new RecordHeaders();
    try (var trace = traces.begin(List.of(one, untraced))) {
      trace.put(one, leaving);
      trace.put(untraced, untracedLeaving);
    }
    var span = named("process reviews-tagged");
    assertThat(leaving.lastHeader(Traceparent.NAME).value())
        .asString()
        .isEqualTo("00-" + FIRST + "-" + span.getSpanId() + "-01");
    assertThat(untracedLeaving).isEmpty();
  }

  @Test
  void whatFollowedIsASpanUnderItsReviewHoweverOftenItWasTried() {
    try (var trace = traces.begin(List.of(record(REVIEW, sampled(FIRST))))) {
      for (var attempt = 0; attempt < 3; attempt++) {
        traces.followed(REVIEW, "case.opened", Map.of("heed.case.id", "c1"));
        traces.followed("of an untraced review", "case.opened", Map.of());
      }
      assertThat(trace).isNotSameAs(BatchTrace.NONE);
    }
    var opened = named("case.opened");
    assertThat(opened.getParentSpanId()).isEqualTo(named("process reviews-tagged").getSpanId());
    assertThat(opened.getTraceId()).isEqualTo(FIRST);
    assertThat(opened.getAttributes().asMap().values()).contains(REVIEW, "c1");
  }

  @Test
  void workOnOneRecordIsWithinItsTraceAndTheRestWithinTheBatch() {
    var one = record(REVIEW, sampled(FIRST));
    try (var trace = traces.begin(List.of(one))) {
      assertThat(Span.current().getSpanContext().getTraceId()).isNotEqualTo(FIRST);
      trace.within(one, () -> assertThat(traceId()).isEqualTo(FIRST));
      trace.became(one, "dead_letter");
    }
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    assertThat(named("process reviews-tagged").getAttributes().asMap().values())
        .contains("dead_letter");
  }

  @Test
  void aKeyThatNamesACustomerIsNoAttribute() {
    traces.begin(List.of(record("riga-shop/c-17", sampled(FIRST)))).close();
    assertThat(named("process reviews-tagged").getAttributes().asMap().toString())
        .doesNotContain("c-17");
  }

  @Test
  void aBulkDoesNotCarryItsTraceOn() {
    var span = traces.tracer().spanBuilder("POST").setParent(remote()).startSpan();
    var scope = ContextStorage.get().attach(Context.root().with(span));
    var single = new RecordHeaders();
    var line = new RecordHeaders();
    traces.put(single);
    try (var apart = traces.apart()) {
      assertThat(apart).isNotNull();
      traces.put(line);
    }
    scope.close();
    assertThat(single).hasSize(1);
    assertThat(line).isEmpty();
  }

  @Test
  void aRatioThatIsNoneIsRefusedByName() {
    assertThatThrownBy(() -> Sampling.of(1.5)).hasMessageContaining("heed.traces.ratio");
    assertThatThrownBy(() -> Sampling.of(Double.NaN)).hasMessageContaining("heed.traces.ratio");
  }

  private static Context remote() {
    var parent = Traceparent.sampled(sampled(FIRST));
    assertThat(parent).isNotNull();
    return Context.root().with(Span.wrap(parent));
  }

  private static String traceId() {
    return Span.current().getSpanContext().getTraceId();
  }

  private SpanData named(String name) {
    return all(name).getFirst();
  }

  private List<SpanData> all(String name) {
    return spans.getFinishedSpanItems().stream().filter(s -> s.getName().equals(name)).toList();
  }

  private static String sampled(String trace) {
    return "00-" + trace + "-" + PARENT + "-01";
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, String traceparent) {
    var record =
        new ConsumerRecord<>(
            "reviews-tagged", 0, 7, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
    if (traceparent != null) {
      record.headers().add(Traceparent.NAME, traceparent.getBytes(StandardCharsets.US_ASCII));
    }
    return record;
  }
}
