package heed.events;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The CloudEvents 1.0 attributes of an event, which travel as Kafka headers (binary mode).
 *
 * @param id one per fact: a record repeated after a crash carries the same one
 * @param source the service that tells it, such as {@code /heed/review-ingest}
 */
public record CloudEvent(String id, String source, EventType type, Instant time) {
  private static final byte[] SPEC_VERSION = bytes("1.0");
  private static final byte[] CONTENT_TYPE = bytes("application/json");

  /** The headers of the record that carries the event. */
  public List<Header> headers() {
    return List.of(
        new RecordHeader("ce_specversion", SPEC_VERSION),
        new RecordHeader("ce_id", bytes(id)),
        new RecordHeader("ce_source", bytes(source)),
        new RecordHeader("ce_type", bytes(type.wireName())),
        new RecordHeader("ce_time", bytes(Times.write(time))),
        new RecordHeader("content-type", CONTENT_TYPE));
  }

  /**
   * Reads the attributes of a record.
   *
   * @throws MalformedRecord naming the header that is missing or unreadable
   */
  public static CloudEvent read(Headers headers) {
    var specVersion = text(headers, "ce_specversion");
    if (!specVersion.equals("1.0")) {
      throw new MalformedRecord("ce_specversion is " + Shown.of(specVersion) + ", must be 1.0");
    }
    return new CloudEvent(
        text(headers, "ce_id"),
        text(headers, "ce_source"),
        EventType.of(text(headers, "ce_type")),
        time(text(headers, "ce_time")));
  }

  private static Instant time(String value) {
    var usual = Times.read(value);
    if (usual != null) {
      return usual;
    }
    try {
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new MalformedRecord("ce_time is " + Shown.of(value) + ", must be an RFC 3339 time");
    }
  }

  private static String text(Headers headers, String name) {
    var header = headers.lastHeader(name);
    if (header == null || header.value() == null || header.value().length == 0) {
      throw new MalformedRecord(name + " is missing");
    }
    var text = new String(header.value(), StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text; // the mark of what is invalid; where it shows up, it may also be meant
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header.value())).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedRecord(name + " is not UTF-8");
    }
  }

  private static byte[] bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
