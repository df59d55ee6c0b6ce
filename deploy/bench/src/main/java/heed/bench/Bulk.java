package heed.bench;

import heed.events.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One NDJSON file of reviews, from its first byte to the answer that says all are accepted. The
 * floor is a producer that sends records of the same size in a loop, as kafka-producer-perf-test
 * does, with ingest's settings, acks=all, until all are acknowledged. The other services are held.
 *
 * <p>Reviews per second acknowledged. On a machine that is busy with something else a broker may
 * not acknowledge in time; then all of it is sent again, as a shop would, and the try that was
 * accepted counts. How many were refused is told beside it.
 */
final class Bulk implements Row {
  private static final int AWAY = 503;
  private static final int TRIES = 10;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private int refused;

  @Override
  public String name() {
    return "bulk";
  }

  @Override
  public String what() {
    return "bulk NDJSON, acknowledged";
  }

  @Override
  public Reach reach() {
    return Reach.of(Reach.ratio(0.5));
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    var heed = ground.heed();
    refused = 0;
    heed.hold(Heed.SENTIMENT, Heed.ALERTING, Heed.METRICS);
    var count = ground.size(20_000, 200_000);
    var body = body(ground.reviews(), count);
    var topic = ground.records().floor(ground.records().partitions(Topics.REVIEWS_RECEIVED).size());
    var records = records(ground.reviews(), topic, count);
    var settings = Clients.ingestProducer(heed.bootstrapServers());
    try (var producer = Records.producer(settings);
        var http = HttpClient.newHttpClient()) {
      var turns =
          new Turns(ground, this, "/s")
              .take(
                  ground.size(1, 2),
                  ground.size(3, 5),
                  round -> produced(producer, records),
                  round -> posted(http, heed, body, count));
      return Measured.inTurns(
          "/s", turns.samples(), turns.floors(), Map.of("refused tries", (double) refused));
    }
  }

  private static double produced(
      KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
      throws IOException, InterruptedException {
    var begin = System.nanoTime();
    Records.append(producer, records);
    return Turns.rate(records.size(), System.nanoTime() - begin);
  }

  private double posted(HttpClient http, Heed heed, byte[] body, int count)
      throws IOException, InterruptedException, Refusal {
    var request =
        HttpRequest.newBuilder(heed.address(Heed.INGEST).resolve("/v1/reviews"))
            .header("Authorization", "Bearer " + heed.key())
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    for (var tries = 1; ; tries++) {
      var begin = System.nanoTime();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      var took = System.nanoTime() - begin;
      if (answer.statusCode() == 200 && answer.body().contains("\"accepted\":" + count)) {
        return Turns.rate(count, took);
      }
      if (answer.statusCode() != AWAY || tries == TRIES) {
        throw new Refusal("the bulk was answered %d".formatted(answer.statusCode()));
      }
      refused++;
      Thread.sleep(PAUSE);
    }
  }

  private static byte[] body(Reviews reviews, int count) {
    var body = new ByteArrayOutputStream();
    for (var i = 0; i < count; i++) {
      body.writeBytes(reviews.posted("bulk", i));
      body.write('\n');
    }
    return body.toByteArray();
  }

  private static List<ProducerRecord<byte[], byte[]>> records(
      Reviews reviews, String topic, int count) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(count);
    for (var i = 0; i < count; i++) {
      records.add(reviews.received(topic, "bulk", i));
    }
    return records;
  }
}
