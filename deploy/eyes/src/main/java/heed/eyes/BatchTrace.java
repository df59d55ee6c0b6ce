package heed.eyes;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What is seen of a batch while it is done; see {@link Traces#begin}. */
public final class BatchTrace implements AutoCloseable {
  /** Nothing of it is traced. */
  static final BatchTrace NONE = new BatchTrace(null, null);

  static final ContextKey<BatchTrace> CURRENT = ContextKey.named("heed-batch");
  static final String REVIEW = "heed.review.id";

  /** Keys of other shapes name customers. */
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final @Nullable Tracer tracer;
  private final @Nullable Span span;
  private final Map<ConsumerRecord<byte[], byte[]>, Span> spans = new IdentityHashMap<>();
  private final Map<String, Span> reviews = new HashMap<>();
  private final Map<String, Span> followed = new LinkedHashMap<>();
  private Scope scope = Scope.noop();

  private BatchTrace(@Nullable Tracer tracer, @Nullable Span span) {
    this.tracer = tracer;
    this.span = span;
  }

  static BatchTrace begin(
      Tracer tracer, Map<ConsumerRecord<byte[], byte[]>, SpanContext> parents, int size) {
    var topic = parents.keySet().iterator().next().topic();
    var builder =
        tracer
            .spanBuilder("batch of " + topic)
            .setNoParent()
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.destination.name", topic)
            .setAttribute("messaging.batch.message_count", size);
    parents.values().forEach(builder::addLink);
    var batch = new BatchTrace(tracer, builder.startSpan());
    parents.forEach(batch::add);
    batch.enter();
    return batch;
  }

  private void add(ConsumerRecord<byte[], byte[]> record, SpanContext parent) {
    if (tracer == null || span == null) {
      return;
    }
    var builder =
        tracer
            .spanBuilder("process " + record.topic())
            .setParent(Context.root().with(Span.wrap(parent)))
            .addLink(span.getSpanContext())
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.destination.name", record.topic())
            .setAttribute("messaging.destination.partition.id", String.valueOf(record.partition()))
            .setAttribute("messaging.kafka.offset", record.offset());
    var key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (UUID.matcher(key).matches()) {
      builder.setAttribute(REVIEW, key);
    }
    var begun = builder.startSpan();
    spans.put(record, begun);
    reviews.put(key, begun);
  }

  /** From here to the end lines of the log bear the batch's trace. */
  private void enter() {
    if (span != null) {
      scope = ContextStorage.get().attach(Context.root().with(span).with(CURRENT, this));
    }
  }

  /** Makes what leaves for a record carry its trace on. */
  public void put(ConsumerRecord<byte[], byte[]> record, Headers leaving) {
    var traced = spans.get(record);
    if (traced != null) {
      Traceparent.put(leaving, traced.getSpanContext());
    }
  }

  /** Does something that concerns one record: its lines of the log bear the record's trace. */
  @SuppressWarnings("try") // entering is all that the scope is for
  public void within(ConsumerRecord<byte[], byte[]> record, Runnable work) {
    var traced = spans.get(record);
    if (traced == null) {
      work.run();
    } else {
      try (var entered = Context.current().with(traced).makeCurrent()) {
        work.run();
      }
    }
  }

  /** Says of a record what became of it, in a fixed word. */
  public void became(ConsumerRecord<byte[], byte[]> record, String outcome) {
    var traced = spans.get(record);
    if (traced != null) {
      traced.setAttribute("heed.outcome", outcome);
    }
  }

  void followed(String reviewId, String what, Map<String, String> ids) {
    var review = reviews.get(reviewId);
    if (tracer == null || review == null) {
      return;
    }
    var from = tracer;
    followed.computeIfAbsent(
        reviewId + " " + what,
        once -> {
          var builder =
              from.spanBuilder(what)
                  .setParent(Context.root().with(review))
                  .setAttribute(REVIEW, reviewId);
          ids.forEach(builder::setAttribute);
          return builder.startSpan();
        });
  }

  /** Ends its spans; it never throws. */
  @Override
  public void close() {
    scope.close();
    followed.values().forEach(Span::end);
    spans.values().forEach(Span::end);
    if (span != null) {
      span.end();
    }
  }
}
