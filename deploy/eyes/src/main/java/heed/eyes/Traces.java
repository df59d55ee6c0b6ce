package heed.eyes;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Follows sampled reviews across the log: one review is one trace, from the post to the case and
 * the KPI. Where traces are off, or nothing of a batch is sampled, no span is made and nothing is
 * sent: a look at a header per record is all that is left.
 */
@Singleton
public class Traces {
  private final Tracer tracer;
  private final boolean on;

  Traces(
      Tracer tracer,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "true") boolean off) {
    this.tracer = tracer;
    this.on = !off;
  }

  boolean on() {
    return on;
  }

  Tracer tracer() {
    return tracer;
  }

  /** Makes a record carry on what is being done here, where that is sampled. */
  public void put(Headers headers) {
    if (on) {
      var span = Span.current().getSpanContext();
      if (span.isValid() && span.isSampled()) {
        Traceparent.put(headers, span);
      }
    }
  }

  /** A stretch of work; closed by the thread that began it. */
  public interface Stretch extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins work whose records do not carry the trace on: a bulk is one request, and a trace with a
   * million reviews in it would show nothing.
   */
  public Stretch apart() {
    if (!on) {
      return () -> {};
    }
    var scope = ContextStorage.get().attach(Context.root());
    return scope::close;
  }

  /**
   * Begins what is to be seen of a batch: a span for itself, linked to what each traced record came
   * from, and a span for each of those in the record's own trace. To be closed by the same thread
   * when the batch is done.
   */
  public BatchTrace begin(Iterable<ConsumerRecord<byte[], byte[]>> batch) {
    if (!on) {
      return BatchTrace.NONE;
    }
    var parents = new LinkedHashMap<ConsumerRecord<byte[], byte[]>, SpanContext>();
    var size = 0;
    for (var record : batch) {
      size++;
      var parent = Traceparent.sampled(record.headers());
      if (parent != null) {
        parents.put(record, parent);
      }
    }
    return parents.isEmpty() ? BatchTrace.NONE : BatchTrace.begin(tracer, parents, size);
  }

  /**
   * Tells that something followed from a review of the batch that is being done here: a span in the
   * review's trace, from now to the end of the batch. What is told twice, because a transaction was
   * tried again, is one span.
   *
   * @param reviewId as the record's key says it
   * @param what a fixed word, such as {@code case.opened}
   * @param ids of what followed, by attribute; nothing that names or describes a person
   */
  public void followed(String reviewId, String what, Map<String, String> ids) {
    if (on) {
      var batch = Context.current().get(BatchTrace.CURRENT);
      if (batch != null) {
        batch.followed(reviewId, what, ids);
      }
    }
  }
}
