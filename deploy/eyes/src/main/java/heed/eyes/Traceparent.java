package heed.eyes;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The header by which a trace travels, as W3C Trace Context writes it: {@code
 * 00-<trace>-<span>-<flags>}. Only sampled traces travel: without the header nothing is traced
 * further on, and nothing is paid for it.
 */
final class Traceparent {
  static final String NAME = "traceparent";
  private static final int LENGTH = 55;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;
  private static final int SAMPLED = 1;

  /** What the header says; null unless it is well formed and its trace is sampled. */
  static @Nullable SpanContext sampled(@Nullable String header) {
    if (header == null
        || header.length() < LENGTH
        || (header.length() > LENGTH && header.charAt(LENGTH) != '-')
        || header.charAt(2) != '-'
        || header.charAt(SPAN - 1) != '-'
        || header.charAt(FLAGS - 1) != '-'
        || !known(header)
        || (Character.digit(header.charAt(FLAGS + 1), 16) & SAMPLED) == 0) {
      return null;
    }
    var context =
        SpanContext.createFromRemoteParent(
            header.substring(3, SPAN - 1),
            header.substring(SPAN, FLAGS - 1),
            TraceFlags.getSampled(),
            TraceState.getDefault());
    return context.isValid() ? context : null;
  }

  /** The same of a record. */
  static @Nullable SpanContext sampled(Headers headers) {
    var header = headers.lastHeader(NAME);
    if (header == null || header.value() == null || header.value().length != LENGTH) {
      return null;
    }
    return sampled(new String(header.value(), StandardCharsets.US_ASCII));
  }

  /** Puts a span's context in place of any that is there. */
  static void put(Headers headers, SpanContext span) {
    headers.remove(NAME);
    var header = "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01";
    headers.add(NAME, header.getBytes(StandardCharsets.US_ASCII));
  }

  /** Version 00 ends after its flags, later ones may go on; ff is none, and digits are lower. */
  private static boolean known(String header) {
    var version = header.substring(0, 2);
    if (version.equals("ff") || (version.equals("00") && header.length() > LENGTH)) {
      return false;
    }
    return hex(header, 0, 2) && hex(header, FLAGS, LENGTH);
  }

  private static boolean hex(String header, int from, int to) {
    for (var i = from; i < to; i++) {
      var c = header.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private Traceparent() {}
}
