package heed.drill;

import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Topics;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what a storefront's reviews have come to, everywhere where they come to something. */
final class Readings {
  private final Heed heed;
  private final String storefront;

  Readings(Heed heed, String storefront) {
    this.heed = heed;
    this.storefront = storefront;
  }

  /**
   * All of them.
   *
   * @param since where the topics ended before the first review was posted
   */
  List<Reading> all(Map<TopicPartition, Long> since) throws SQLException, InterruptedException {
    return List.of(facts(), cases(), casesCounted(), openings(since));
  }

  private Reading facts() throws SQLException {
    var ratings =
        heed.metrics()
            .numbers(
                "select review_id, rating_value from reviews"
                    + " where storefront = ? and revision is not null",
                storefront);
    return new Reading(
        "the facts of metrics-service", Reading.Due.ALL, once(ratings), ratings, false);
  }

  private static Map<UUID, Integer> once(Map<UUID, Integer> found) {
    return found.keySet().stream().collect(Collectors.toMap(id -> id, id -> 1));
  }

  private Reading cases() throws SQLException {
    return Reading.state(
        "the cases of alerting-service",
        Reading.Due.UNHAPPY,
        heed.alerting()
            .numbers(
                "select review_id, count(*) from cases where storefront = ? group by 1",
                storefront));
  }

  private Reading casesCounted() throws SQLException {
    return Reading.history(
        "the cases counted by metrics-service",
        Reading.Due.UNHAPPY,
        heed.metrics()
            .numbers(
                "select review_id, count(*) from reviews"
                    + " where storefront = ? and case_id is not null group by 1",
                storefront));
  }

  /** A repetition under the same id is none in effect. */
  private Reading openings(Map<TopicPartition, Long> since) throws InterruptedException {
    return Reading.history(
        "the openings told on cases-changed",
        Reading.Due.UNHAPPY,
        told(since, EventType.CASE_OPENED));
  }

  /** How many different events of a type were told of each review. */
  Map<UUID, Integer> told(Map<TopicPartition, Long> since, EventType type)
      throws InterruptedException {
    var ids = new HashMap<UUID, Set<String>>();
    heed.log()
        .read(
            Topics.CASES_CHANGED,
            since,
            record -> {
              if (type.wireName().equals(header(record, "ce_type"))) {
                var event = EventJson.readCase(type, record.value());
                if (event.storefront().equals(storefront)) {
                  ids.computeIfAbsent(event.reviewId(), id -> new HashSet<>())
                      .add(header(record, "ce_id"));
                }
              }
            });
    return ids.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, told -> told.getValue().size()));
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** What the KPIs count, as anybody may ask. */
  long counted() throws IOException {
    var path = "/v1/kpis?window=24h&storefront=" + storefront;
    return Http.get(heed.copy(Service.METRICS).uri(path), heed.key())
        .fine()
        .path("reviews")
        .asLong();
  }

  long facts24h() throws SQLException {
    return heed.metrics()
        .number(
            "select count(*) from reviews where storefront = ? and revision is not null",
            storefront);
  }

  /** Where the counters differ from a count of the facts; empty if nowhere. */
  List<String> differences() throws IOException {
    var found = new ArrayList<String>();
    var cursor = "";
    do {
      var path =
          "/v1/recount?storefront="
              + storefront
              + (cursor.isEmpty()
                  ? ""
                  : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
      var answer = Http.get(heed.copy(Service.METRICS).uri(path), heed.key()).fine();
      answer.path("differences").forEach(difference -> found.add(difference.asText()));
      cursor = answer.path("nextCursor").isTextual() ? answer.path("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    return found;
  }
}
