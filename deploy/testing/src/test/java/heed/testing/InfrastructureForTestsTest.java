package heed.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.Topics;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfrastructureForTestsTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void hearsWhatWasSentByteForByteAndThroughARestart() throws Exception {
    var servers = KafkaForTests.startOnce();
    try (var probe = TopicProbe.at(servers);
        var listener = probe.listen(Topics.REVIEWS_TAGGED)) {
      probe.send(Topics.REVIEWS_TAGGED, "key", "{broken", Map.of("ce_id", "1"));
      var heard = listener.next(1, SOON).get(0);
      assertThat(TopicListener.text(heard)).isEqualTo("{broken");
      assertThat(TopicListener.header(heard, "ce_id")).isEqualTo("1");
    }
    KafkaForTests.killBroker();
    KafkaForTests.restartBroker();
    try (var probe = TopicProbe.at(servers);
        var listener = probe.listenFromStart(Topics.REVIEWS_TAGGED)) {
      assertThat(TopicListener.text(listener.next(1, SOON).get(0))).isEqualTo("{broken");
    }
  }

  @Test
  void givesADatasourceThatCanBeTakenAwayAndBroughtBack() throws Exception {
    var resource = new PostgresForTests();
    resource.init(Map.of("database", "metrics"));
    var settings = resource.start();
    connect(settings);
    PostgresForTests.stopPostgres();
    assertThatThrownBy(() -> connect(settings)).isInstanceOf(SQLException.class);
    PostgresForTests.restartPostgres();
    connect(settings);
  }

  @Test
  void refusesADatabaseThatNoServiceHas() {
    assertThatThrownBy(() -> new PostgresForTests().init(Map.of("database", "other")))
        .hasMessage("database is 'other', must be one of [alerting, metrics]");
  }

  private static void connect(Map<String, String> settings) throws SQLException {
    DriverManager.getConnection(
            settings.get("quarkus.datasource.jdbc.url"),
            settings.get("quarkus.datasource.username"),
            settings.get("quarkus.datasource.password"))
        .close();
  }
}
