package heed.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerNodeTest {
  private static final String VOTERS = "1@127.0.0.1:9001,11@127.0.0.1:9011";

  @AfterEach
  void forget() {
    System.clearProperty("heed.broker.node");
  }

  @Test
  void whatAProcessIsToldIsWhatItReads() {
    for (var node :
        new BrokerNode[] {
          BrokerNode.ALONE,
          new BrokerNode(2, VOTERS, 9002, 3, null),
          new BrokerNode(3, VOTERS, 9003, 3, new BrokerNode.Way(1, 2))
        }) {
      var option = node.options().getFirst().substring("-D".length()).split("=", 2);
      System.setProperty(option[0], option[1]);
      assertThat(BrokerNode.configured()).isEqualTo(node);
    }
  }

  @Test
  void whoIsToldNothingStandsAloneWithOneCopyOfEverything() {
    assertThat(BrokerNode.configured()).isEqualTo(BrokerNode.ALONE);
    var settings = BrokerNode.ALONE.settings(9000, 9001);
    assertThat(settings)
        .containsEntry("process.roles", "broker,controller")
        .containsEntry("controller.quorum.voters", "1@127.0.0.1:9001")
        .containsEntry("default.replication.factor", "1")
        .containsEntry("min.insync.replicas", "1");
  }

  @Test
  void ofThreeCopiesTwoMustBeInSync() {
    var settings = new BrokerNode(2, VOTERS, 9002, 3, null).settings(9000, 0);
    assertThat(settings)
        .containsEntry("process.roles", "broker")
        .containsEntry("offsets.topic.replication.factor", "3")
        .containsEntry("min.insync.replicas", "2");
    assertThat(settings.get("listeners")).doesNotContain("CONTROLLER");
  }

  @Test
  void aSecondWayInTellsThoseWhoComeByItTheirPort() {
    var node = BrokerNode.ALONE.with(new BrokerNode.Way(9100, 9200));
    var settings = node.settings(9000, 9001);
    assertThat(settings.get("listeners")).contains("DETOUR://127.0.0.1:9100");
    assertThat(settings.get("advertised.listeners")).endsWith("DETOUR://127.0.0.1:9200");
  }
}
