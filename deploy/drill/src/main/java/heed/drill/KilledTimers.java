package heed.drill;

import static heed.events.EventType.SLA_BREACHED;

import heed.events.EventJson;
import heed.events.Ids;
import heed.events.Topics;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Two copies of alerting-service; the one that sends everything is killed while it does. */
final class KilledTimers implements Drill {
  private static final int CASES = 20_000;

  /** All clocks come due at one instant, a moment from now, with their warnings behind them. */
  private static final String DUE_AT_ONCE =
      """
      with due as materialized (
        select date_trunc('milliseconds', clock_timestamp()) + interval '5 seconds' as at)
      update cases set started_at = due.at - interval '24 hours', due_at = due.at,
        at_risk_at = due.at - interval '4 hours 48 minutes',
        marked_until = due.at - interval '4 hours 48 minutes',
        next_mark_at = due.at, next_due_at = due.at
      from due where storefront = '%s'
      """;

  @Override
  public int number() {
    return 13;
  }

  @Override
  public String name() {
    return "killed-timers";
  }

  @Override
  public String what() {
    return "20,000 due marks, kill -9 of the copy that tells them; each is told once, none early";
  }

  @Override
  public Outcome run(Context context) throws Exception {
    var heed = context.heed();
    // the one that is there holds every lock of those who send
    var doomed = heed.copy(Service.ALERTING);
    var other = heed.add(Service.ALERTING);
    other.awaitReady();
    try (var exercise = new Exercise(context, heed)) {
      var shop = exercise.storefront();
      new Bulk(heed, exercise.ledger()).complaints(shop, CASES);
      exercise.settle();
      exercise.mustHold(
          heed.alerting().number("select count(*) from cases where storefront = ?", shop) == CASES,
          "a case for each complaint");
      var since = heed.log().ends(List.of(Topics.CASES_CHANGED));
      heed.alerting().execute(DUE_AT_ONCE.formatted(shop));
      // early among them: however fast the machine, it is not done when the kill arrives
      int first = 1 + context.chance().nextInt(1_000);
      Wait.until("marks are told", () -> sent(heed, since) >= first);
      doomed.kill();
      long killed = System.nanoTime();
      long before = breached(heed, shop, "");
      exercise.mustHold(before < CASES, "it was killed in the middle");
      Wait.until("every mark is told", () -> breached(heed, shop, "") == CASES);
      heed.awaitCalm();
      double recovery = Wait.secondsSince(killed);
      doomed.start();
      heed.awaitReady();
      exercise.note("killed after %d of %d marks were recorded".formatted(before, CASES));
      var told = told(heed, shop, since);
      eachOnceAndNoneEarly(exercise, told, due(heed, shop));
      exercise.mustHold(breached(heed, shop, " and not silent") == CASES, "no mark is silent");
      exercise.mustHold(
          heed.alerting()
                  .number(
                      "select count(*) from events where storefront = ? and type = ?",
                      shop,
                      SLA_BREACHED.wireName())
              == CASES,
          "one event in the log of events for each mark");
      return exercise.end(recovery, List.of(breaches(told), breachesCounted(heed, shop)));
    } finally {
      heed.drop(other);
    }
  }

  private static long sent(Heed heed, Map<org.apache.kafka.common.TopicPartition, Long> since)
      throws InterruptedException {
    return heed.log().ends(List.of(Topics.CASES_CHANGED)).entrySet().stream()
        .mapToLong(end -> end.getValue() - since.getOrDefault(end.getKey(), 0L))
        .sum();
  }

  private static long breached(Heed heed, String shop, String and) throws SQLException {
    return heed.alerting()
        .number(
            "select count(*) from marks where storefront = ? and mark = 'breached'" + and, shop);
  }

  private static Instant due(Heed heed, String shop) throws SQLException {
    return heed.alerting()
        .ask(
            rows -> {
              rows.next();
              return rows.getObject(1, OffsetDateTime.class).toInstant();
            },
            "select max(due_at) from cases where storefront = ?",
            shop);
  }

  private static List<ConsumerRecord<byte[], byte[]>> told(
      Heed heed, String shop, Map<org.apache.kafka.common.TopicPartition, Long> since)
      throws InterruptedException {
    var told = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    heed.log()
        .read(
            Topics.CASES_CHANGED,
            since,
            record -> {
              if (new String(record.value(), java.nio.charset.StandardCharsets.UTF_8)
                  .contains(shop)) {
                told.add(record);
              }
            });
    return told;
  }

  private static void eachOnceAndNoneEarly(
      Exercise exercise, List<ConsumerRecord<byte[], byte[]>> told, Instant due) {
    var times = told.stream().collect(Collectors.groupingBy(KilledTimers::id));
    var expected =
        exercise.ledger().acknowledgedUnhappy().stream()
            .map(id -> Ids.fact(Ids.caseOf(id), SLA_BREACHED, "1 breached").toString())
            .collect(Collectors.toSet());
    exercise.mustHold(
        told.stream().allMatch(r -> Readings.header(r, "ce_type").equals(SLA_BREACHED.wireName())),
        "nothing but breaches is told");
    exercise.mustHold(times.keySet().equals(expected), "every breach is told, under its own id");
    exercise.mustHold(
        told.stream()
            .allMatch(
                r ->
                    EventJson.readCase(SLA_BREACHED, r.value()).at().isAfter(due)
                        && r.timestamp() >= due.toEpochMilli()),
        "none is told early");
    exercise.mustHold(
        times.values().stream().allMatch(same -> same.size() <= 2 && texts(same).size() == 1),
        "one crash repeats a record once at most, and as it was");
    exercise.note("%d records were sent twice, under the same id".formatted(told.size() - CASES));
    exercise.note(
        "the last was told %.1f s after it was due"
            .formatted(
                (told.stream().mapToLong(ConsumerRecord::timestamp).max().orElse(0)
                        - due.toEpochMilli())
                    / 1000.0));
  }

  private static Set<String> texts(List<ConsumerRecord<byte[], byte[]>> same) {
    return same.stream()
        .map(r -> new String(r.value(), java.nio.charset.StandardCharsets.UTF_8))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    return Readings.header(record, "ce_id");
  }

  private static Reading breaches(List<ConsumerRecord<byte[], byte[]>> told) {
    var ids = new HashMap<UUID, Set<String>>();
    for (var record : told) {
      ids.computeIfAbsent(
              EventJson.readCase(SLA_BREACHED, record.value()).reviewId(), r -> new TreeSet<>())
          .add(id(record));
    }
    return Reading.history(
        "the breaches told on cases-changed",
        Reading.Due.UNHAPPY,
        ids.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, told1 -> told1.getValue().size())));
  }

  private static Reading breachesCounted(Heed heed, String shop) throws SQLException {
    return Reading.history(
        "the breaches that metrics-service knows",
        Reading.Due.UNHAPPY,
        heed.metrics()
            .numbers(
                "select review_id, count(*) from reviews"
                    + " where storefront = ? and case_sla = 'BREACHED' group by 1",
                shop));
  }
}
