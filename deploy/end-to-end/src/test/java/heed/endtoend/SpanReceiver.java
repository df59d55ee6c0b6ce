package heed.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector as small as can be: it takes spans as OTLP over HTTP and remembers them. */
final class SpanReceiver implements AutoCloseable {
  /**
   * A span as it is told.
   *
   * @param links trace and span, as {@code trace-span}
   */
  record Seen(
      String service,
      String name,
      String kind,
      String traceId,
      String spanId,
      String parentSpanId,
      Instant start,
      Instant end,
      Map<String, String> attributes,
      List<String> links) {
    String id() {
      return traceId + "-" + spanId;
    }
  }

  private final List<Seen> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  SpanReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Seen> of(String traceId) {
    return spans.stream()
        .filter(span -> span.traceId().equals(traceId))
        .sorted(Comparator.comparing(Seen::start))
        .toList();
  }

  List<Seen> all() {
    return List.copyOf(spans);
  }

  /** Writes a trace, and the batches that are linked with it, for people to look at. */
  void write(String traceId, Path file) throws IOException {
    var trace = of(traceId);
    var linked = trace.stream().flatMap(span -> span.links().stream()).toList();
    var batches = spans.stream().filter(span -> linked.contains(span.id())).toList();
    var json = new ObjectMapper();
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        json.writerWithDefaultPrettyPrinter()
            .writeValueAsString(
                Map.of("trace", shown(trace), "batches linked with it", shown(batches))));
  }

  private static List<Map<String, Object>> shown(List<Seen> spans) {
    return spans.stream()
        .map(
            span -> {
              var shown = new LinkedHashMap<String, Object>();
              shown.put("service", span.service());
              shown.put("name", span.name());
              shown.put("kind", span.kind());
              shown.put("traceId", span.traceId());
              shown.put("spanId", span.spanId());
              shown.put("parentSpanId", span.parentSpanId());
              shown.put("start", span.start().toString());
              shown.put("end", span.end().toString());
              shown.put("attributes", span.attributes());
              shown.put("links", span.links());
              return (Map<String, Object>) shown;
            })
        .toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      var body = exchange.getRequestBody();
      var request = ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body);
      for (var resource : request.getResourceSpansList()) {
        var service = attributes(resource.getResource().getAttributesList()).get("service.name");
        for (var scope : resource.getScopeSpansList()) {
          scope.getSpansList().forEach(span -> spans.add(seen(service, span)));
        }
      }
      var answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    }
  }

  private static Seen seen(String service, Span span) {
    return new Seen(
        service,
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        Instant.ofEpochSecond(0, span.getStartTimeUnixNano()),
        Instant.ofEpochSecond(0, span.getEndTimeUnixNano()),
        attributes(span.getAttributesList()),
        span.getLinksList().stream()
            .map(link -> hex(link.getTraceId()) + "-" + hex(link.getSpanId()))
            .toList());
  }

  private static Map<String, String> attributes(List<KeyValue> list) {
    var attributes = new TreeMap<String, String>();
    for (var one : list) {
      var value = one.getValue();
      attributes.put(
          one.getKey(),
          value.hasStringValue() ? value.getStringValue() : String.valueOf(value.getIntValue()));
    }
    return attributes;
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** Is gone without a word, as a collector can be. */
  @Override
  public void close() {
    server.stop(0);
  }
}
