package heed.endtoend;

import static heed.endtoend.SecuredHeed.ALERTING;
import static heed.endtoend.SecuredHeed.INGEST;
import static heed.endtoend.SecuredHeed.METRICS;
import static heed.endtoend.SecuredHeed.SENTIMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.events.Topics;
import heed.testing.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole with TLS, SASL and rights switched on everywhere, and what stays outside then. */
class SecuredPipelineIT {
  private static final Duration SOON = Duration.ofSeconds(180);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static SecuredHeed heed;

  @BeforeAll
  static void start() throws Exception {
    heed = new SecuredHeed(folder);
    heed.start();
    for (var service : SecuredHeed.ALL) {
      await().atMost(SOON).until(() -> heed.isReady(service));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    heed.close();
  }

  @Test
  void carriesAReviewOverHttpsToACaseAndToTheKpis() throws Exception {
    var review =
        """
        {"externalId": "first", "storefront": "safe-shop", "product": {"id": "sku-1"},
         "customer": {"id": "c-1", "name": "Anna", "email": "anna@shop.example"},
         "rating": {"scale": "STARS_5", "value": 1},
         "text": "The parcel came three weeks late and the kettle leaks.", "country": "GB"}
        """;
    // a broker that is slow to answer is told with 503, and the same is posted again
    await().atMost(SOON).until(() -> heed.post(INGEST, "/v1/reviews", review).statusCode() == 202);
    await().atMost(SOON).ignoreExceptions().until(() -> cases().size() == 1);
    assertThat(cases().get(0).at("/sla/status").asText()).isEqualTo("RUNNING");
    var opened = cases().get(0);
    var said = "{\"text\": \"We are sorry.\", \"visibility\": \"PUBLIC\"}";
    var path = "/v1/cases/" + opened.path("id").asText() + "/answer";
    assertThat(heed.post(ALERTING, path, said, opened.path("version").asInt()).statusCode())
        .isEqualTo(200);
    // by way of cases-changed: metrics-service reads what alerting-service told
    await().atMost(SOON).ignoreExceptions().until(() -> kpis().at("/sla/met").asInt() == 1);
    assertThat(kpis().path("reviews").asInt()).isEqualTo(1);
  }

  private static JsonNode cases() throws Exception {
    return JSON.readTree(heed.get(ALERTING, "/v1/cases?storefront=safe-shop").body()).path("items");
  }

  private static JsonNode kpis() throws Exception {
    return JSON.readTree(heed.get(METRICS, "/v1/kpis?window=24h&storefront=safe-shop").body());
  }

  @Test
  void everySettingThatThisTakesIsInTheDocument() throws Exception {
    assertThat(Files.readString(SecuredHeed.DOCUMENT)).contains(heed.environment(METRICS).keySet());
  }

  @Test
  void whatOperatorsAskIsAnsweredOnAPortOfItsOwnOnly() throws Exception {
    for (var service : SecuredHeed.ALL) {
      for (var path : new String[] {"/q/health/live", "/q/metrics", "/q/openapi"}) {
        assertThat(heed.management(service, path).statusCode()).as(service + path).isEqualTo(200);
        assertThat(heed.get(service, path).statusCode()).as(service + path).isEqualTo(404);
      }
      assertThat(heed.get(service, "/%71/metrics").statusCode()).isEqualTo(404);
      assertThat(heed.get(service, "/v1/../q/metrics").statusCode()).isEqualTo(404);
      assertThat(heed.management(service, "/v1/cases").statusCode()).isEqualTo(404);
      assertThat(heed.management(service, "/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aBrokersClientWithAWrongPasswordIsTurnedAway() {
    var access = heed.access().client(INGEST, "guessed");
    assertThatThrownBy(() -> send(access, Topics.REVIEWS_RECEIVED))
        .hasRootCauseInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void aBrokersClientInPlainTextIsNotAnswered() {
    assertThatThrownBy(() -> send(Map.of(), Topics.REVIEWS_RECEIVED))
        .hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void aBrokersClientThatTrustsAnotherAuthorityDoesNotTalkToOurs() {
    var access = new HashMap<>(heed.access().client(INGEST));
    var other = new Certificates(folder.resolve("other")).authority();
    access.put("ssl.truststore.location", other.toString());
    assertThatThrownBy(() -> send(access, Topics.REVIEWS_RECEIVED))
        .hasStackTraceContaining(SslAuthenticationException.class.getName());
  }

  @Test
  void noServiceMayWriteWhatAnotherWrites() throws Exception {
    var mine = List.of(Topics.REVIEWS_RECEIVED, Topics.ORDERS_CHANGED);
    for (var topic : Topics.ALL) {
      if (!mine.contains(topic.name())) {
        assertThatThrownBy(() -> send(heed.access().client(INGEST), topic.name()))
            .as(topic.name())
            .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      }
    }
    assertThatThrownBy(() -> send(heed.access().client(SENTIMENT), Topics.CASES_CHANGED))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
  }

  private static void send(Map<String, String> access, String topic)
      throws ExecutionException, InterruptedException {
    var settings = heed.settings(access);
    settings.put("max.block.ms", 5_000);
    settings.put("delivery.timeout.ms", 5_000);
    settings.put("request.timeout.ms", 4_000);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1})).get();
    }
  }

  @Test
  void theDatabaseServesNobodyWithoutTlsAndNoRoleAnothersDatabase() throws Exception {
    var plain =
        "jdbc:postgresql://127.0.0.1:" + heed.postgres().port() + "/alerting?sslmode=disable";
    var password = heed.postgres().password("alerting");
    assertThatThrownBy(() -> DriverManager.getConnection(plain, "alerting", password))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no encryption");
    var url = heed.postgres().jdbcUrl("alerting");
    try (var connection = DriverManager.getConnection(url, "alerting", password)) {
      assertThat(connection.isValid(5)).isTrue();
    }
    assertThatThrownBy(() -> DriverManager.getConnection(url, "alerting", "guessed"))
        .hasMessageContaining("password authentication failed");
    var foreign = heed.postgres().jdbcUrl("metrics");
    assertThatThrownBy(() -> DriverManager.getConnection(foreign, "alerting", password))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void everyConnectionOfAServiceToTheDatabaseIsEncrypted() throws Exception {
    try (var connection =
            DriverManager.getConnection(
                heed.postgres().jdbcUrl("postgres"),
                "postgres",
                heed.postgres().password("postgres"));
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select count(*) filter (where not ssl), count(distinct usename)
                from pg_stat_ssl join pg_stat_activity using (pid)
                where usename in ('alerting', 'metrics')
                """)) {
      rows.next();
      assertThat(rows.getInt(1)).isZero();
      assertThat(rows.getInt(2)).isEqualTo(2);
    }
  }

  @Test
  void thePublicPortSpeaksHttpsOnlyAndOnlyUnderOurAuthority() {
    var strangers = HttpClient.newHttpClient();
    assertThatThrownBy(() -> ask(strangers, heed.open(INGEST, "/v1/reviews")))
        .isInstanceOf(SSLException.class);
    var plain = URI.create("http://127.0.0.1:" + heed.place(INGEST).open() + "/v1/reviews");
    assertThatThrownBy(() -> ask(strangers, plain)).isInstanceOf(IOException.class);
  }

  private static int ask(HttpClient client, URI address) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
