package heed.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import heed.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TopicsTest {
  static final List<String> services = Chart.SERVICES;
  private static final int KEYED = 48;
  private final Chart chart = Chart.with("default");

  @Test
  void theTopicsAreThoseOfTheCodeWithMorePartitions() {
    var made =
        chart
            .of("KafkaTopic")
            .map(
                topic ->
                    new Topics.Topic(
                        Chart.name(topic),
                        topic.at("/spec/partitions").asInt(),
                        config(topic, "cleanup.policy").asText().equals("compact"),
                        config(topic, "max.message.bytes").asInt()));
    var wanted =
        Topics.ALL.stream()
            .map(
                topic ->
                    new Topics.Topic(
                        topic.name(),
                        topic.partitions() == 12 ? KEYED : topic.partitions(),
                        topic.compacted(),
                        topic.maxRecordBytes()));
    assertThat(made).containsExactlyInAnyOrderElementsOf(wanted.toList());
  }

  @Test
  void whatATopicForgetsIsGoneAWeekAndADayLater() {
    var week = Duration.ofDays(7).toMillis();
    assertThat(chart.of("KafkaTopic"))
        .allSatisfy(
            topic -> {
              var compacted = config(topic, "cleanup.policy").asText().equals("compact");
              assertThat(config(topic, "segment.ms").asLong()).isEqualTo(week / 7);
              assertThat(
                      config(topic, compacted ? "max.compaction.lag.ms" : "retention.ms").asLong())
                  .isEqualTo(week);
            });
  }

  @Test
  void noAcknowledgedRecordIsOnOneBrokerOnly() {
    var kafka = chart.of("Kafka").findFirst().orElseThrow();
    var settings = kafka.at("/spec/kafka/config");
    assertThat(settings.get("unclean.leader.election.enable").asBoolean()).isFalse();
    assertThat(settings.get("auto.create.topics.enable").asBoolean()).isFalse();
    assertThat(settings.get("min.insync.replicas").asInt()).isEqualTo(2);
    assertThat(settings.get("offsets.topic.replication.factor").asInt()).isEqualTo(3);
    assertThat(chart.of("KafkaTopic"))
        .allSatisfy(
            topic -> {
              assertThat(topic.at("/spec/replicas").asInt()).isEqualTo(3);
              assertThat(config(topic, "min.insync.replicas").asInt()).isEqualTo(2);
            });
    var pool = chart.of("KafkaNodePool").findFirst().orElseThrow();
    assertThat(pool.at("/spec/replicas").asInt()).isEqualTo(3);
    assertThat(pool.at("/metadata/labels/strimzi.io~1cluster").asText())
        .isEqualTo(Chart.name(kafka));
  }

  @Test
  void theOnlyListenerAsksWhoIsThereAndHidesWhatIsSaid() {
    var kafka = chart.of("Kafka").findFirst().orElseThrow().at("/spec/kafka");
    assertThat(kafka.get("listeners")).hasSize(1);
    var listener = kafka.get("listeners").get(0);
    assertThat(listener.get("tls").asBoolean()).isTrue();
    assertThat(listener.at("/authentication/type").asText()).isEqualTo("scram-sha-512");
    assertThat(kafka.at("/authorization/type").asText()).isEqualTo("simple");
    assertThat(kafka.at("/authorization/superUsers").isMissingNode()).isTrue();
  }

  /** Both ways: a channel without a rule would stand still, a rule without a channel is a leak. */
  @ParameterizedTest
  @FieldSource("services")
  void aServiceMayDoWhatItsChannelsDoAndNothingMore(String service) {
    var code = new Code(service);
    var user = chart.of("KafkaUser", service);
    assertThat(allowed(user, "topic", "Read")).isEqualTo(code.reads());
    assertThat(allowed(user, "topic", "Write")).isEqualTo(code.writes());
    assertThat(allowed(user, "group", "Read")).isEqualTo(code.groups());
    var known = Set.of("Read", "Write", "Describe");
    Chart.elements(user.at("/spec/authorization/acls"))
        .forEach(
            rule -> {
              assertThat(rule.at("/resource/patternType").asText()).isEqualTo("literal");
              rule.get("operations").forEach(o -> assertThat(known).contains(o.asText()));
            });
  }

  @Test
  void everyTopicHasOneWriterAndEveryDeadLetterItsReader() {
    var writes =
        services.stream().flatMap(s -> new Code(s).writes().stream()).collect(Collectors.toList());
    assertThat(writes)
        .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream().map(Topics.Topic::name).toList());
  }

  @Test
  void whoWindsReadersBackMayDoWhatTheScriptDoesAndNothingMore() {
    var script = Chart.text("deploy/kafka/after-restore.sh");
    var user = Chart.with("everything").of("KafkaUser", "restore");
    assertThat(allowed(user, "topic", "Read")).isEqualTo(named(script, "topic"));
    assertThat(allowed(user, "topic", "Describe")).isEqualTo(named(script, "topic"));
    assertThat(allowed(user, "group", "Read")).isEqualTo(named(script, "group"));
    assertThat(allowed(user, "topic", "Write")).isEmpty();
    assertThat(chart.of("KafkaUser").map(Chart::name)).noneMatch(n -> n.endsWith("-restore"));
  }

  private static Set<String> named(String script, String option) {
    return Pattern.compile("--" + option + " ([a-z-]+)")
        .matcher(script)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void kedaOnlySeesHowFarReadersAreBehind() {
    var user = chart.of("KafkaUser", "keda");
    assertThat(Chart.elements(user.at("/spec/authorization/acls")))
        .allSatisfy(
            rule -> {
              assertThat(rule.get("operations")).hasSize(1);
              assertThat(rule.at("/operations/0").asText()).isEqualTo("Describe");
            });
    assertThat(Chart.with("no-keda").of("KafkaUser").map(Chart::name))
        .noneMatch(name -> name.endsWith("keda"));
  }

  @ParameterizedTest
  @FieldSource("services")
  void copiesFollowTheLagOfAGroupThatReadsTheTopic(String service) {
    if (service.equals("review-ingest")) {
      var scaler = chart.of("HorizontalPodAutoscaler", service);
      assertThat(scaler.at("/spec/scaleTargetRef/name").asText())
          .isEqualTo(Chart.name(chart.of("Deployment", service)));
      return;
    }
    var scaled = chart.of("ScaledObject", service).get("spec");
    var trigger = scaled.at("/triggers/0/metadata");
    var code = new Code(service);
    assertThat(scaled.get("triggers")).hasSize(1);
    assertThat(scaled.at("/scaleTargetRef/name").asText())
        .isEqualTo(Chart.name(chart.of("Deployment", service)));
    assertThat(code.groups()).contains(trigger.get("consumerGroup").asText());
    assertThat(code.reads()).contains(trigger.get("topic").asText());
    assertThat(trigger.get("offsetResetPolicy").asText()).isEqualTo("earliest");
    assertThat(trigger.get("excludePersistentLag").asText()).isEqualTo("true");
    assertThat(scaled.get("minReplicaCount").asInt()).isPositive();
    assertThat(scaled.get("maxReplicaCount").asInt()).isLessThanOrEqualTo(KEYED);
    assertThat(chart.of("Deployment", service).at("/spec/replicas").isMissingNode())
        .as("who scales is not overruled by an upgrade")
        .isTrue();
  }

  private static JsonNode config(JsonNode topic, String key) {
    return topic.at("/spec/config").get(key);
  }

  private static Set<String> allowed(JsonNode user, String type, String operation) {
    return Chart.elements(user.at("/spec/authorization/acls"))
        .filter(rule -> rule.at("/resource/type").asText().equals(type))
        .filter(
            rule ->
                Chart.elements(rule.get("operations")).anyMatch(o -> o.asText().equals(operation)))
        .map(rule -> rule.at("/resource/name").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
