package heed.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script for a restore asks of Kafka's tool; here one that only notes it. */
class AfterRestoreTest {
  private static final String SINCE = "2026-11-27T09:15:00.000";
  private static final Pattern GROUP = Pattern.compile("--group ([a-z-]+)");
  private static final Pattern TOPIC = Pattern.compile("--topic ([a-z-]+)");

  @TempDir Path folder;

  /** How the tool was called, a line each. */
  private String run() throws IOException, InterruptedException {
    var noted = folder.resolve("noted");
    var tool = folder.resolve("kafka-consumer-groups.sh");
    Files.writeString(tool, "#!/bin/sh\necho \"$@\" >> '%s'\n".formatted(noted));
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    var script = folder.resolve("after-restore.sh");
    Files.writeString(script, Chart.text("deploy/kafka/after-restore.sh"));
    var process = new ProcessBuilder("sh", script.toString(), SINCE).inheritIO();
    process.environment().put("KAFKA_CONSUMER_GROUPS", tool.toString());
    process.environment().put("KAFKA_BOOTSTRAP_SERVERS", "broker:9092");
    assertThat(process.start().waitFor()).isZero();
    return Files.readString(noted);
  }

  @Test
  void onlyWhatMayBeNoLongerSoIsPassedOver() throws Exception {
    var wound = new TreeMap<String, String>();
    run()
        .lines()
        .forEach(
            call -> {
              var group = GROUP.matcher(call).results().findFirst().orElseThrow().group(1);
              var to = call.contains("--to-datetime " + SINCE) ? "since" : "latest";
              assertThat(call).contains("--reset-offsets").endsWith("--execute");
              assertThat(call.contains("--to-latest")).isEqualTo(to.equals("latest"));
              TOPIC
                  .matcher(call)
                  .results()
                  .forEach(topic -> wound.put(group + " " + topic.group(1), to));
            });
    assertThat(wound)
        .containsExactly(
            entry("alerting-service reviews-tagged", "since"),
            entry("alerting-service-invitations orders-changed", "since"),
            entry("alerting-service-telling customer-segments", "since"),
            entry("alerting-service-telling invitations-changed", "since"),
            entry("alerting-service-telling kpi-alarms", "since"),
            entry("metrics-service answers-published", "latest"),
            entry("metrics-service cases-changed", "latest"),
            entry("metrics-service invitations-changed", "since"),
            entry("metrics-service reviews-tagged", "since"));
  }
}
