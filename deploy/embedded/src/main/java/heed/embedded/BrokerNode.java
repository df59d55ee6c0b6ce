package heed.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes a broker one of several, or lets clients reach it by a way of its own, such as through
 * something that loses packets. Travels to a {@link BrokerProcess} as options of its JVM.
 *
 * @param id 1 up
 * @param voters the controllers, as {@code 1@127.0.0.1:9093,...}; empty: it stands alone
 * @param controllerPort where it listens as a controller; not used if it is none of the voters
 * @param copies of each topic, 1 up to the number of nodes; with three, two must be in sync
 * @param way a second port to listen on, and the port that clients which come in there are told;
 *     null: none
 */
public record BrokerNode(int id, String voters, int controllerPort, int copies, @Nullable Way way) {
  /** The node that stands alone. */
  public static final BrokerNode ALONE = new BrokerNode(1, "", 0, 1, null);

  private static final String SETTING = "heed.broker.node";

  /** A second way in. */
  public record Way(int listens, int told) {}

  public BrokerNode {
    if (id < 1 || copies < 1) {
      throw new IllegalArgumentException("id is %d, copies %d; both 1 up".formatted(id, copies));
    }
  }

  /** The same with a second way in. */
  public BrokerNode with(Way other) {
    return new BrokerNode(id, voters, controllerPort, copies, other);
  }

  /** The options that make a JVM start this node. */
  public List<String> options() {
    var words = new ArrayList<String>();
    words.addAll(List.of(String.valueOf(id), voters, String.valueOf(controllerPort), copies + ""));
    if (way != null) {
      words.addAll(List.of(String.valueOf(way.listens()), String.valueOf(way.told())));
    }
    return List.of("-D" + SETTING + "=" + String.join(";", words));
  }

  /** As this process was told; alone if it was told nothing. */
  static BrokerNode configured() {
    var told = System.getProperty(SETTING, "");
    if (told.isEmpty()) {
      return ALONE;
    }
    var words = told.split(";", -1);
    var way =
        words.length > 4 ? new Way(Integer.parseInt(words[4]), Integer.parseInt(words[5])) : null;
    return new BrokerNode(
        Integer.parseInt(words[0]),
        words[1],
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        way);
  }

  boolean alone() {
    return voters.isEmpty();
  }

  boolean controls() {
    return alone() || ("," + voters).contains("," + id + "@");
  }

  /** What differs from the node that stands alone and has one way in. */
  Map<String, String> settings(int port, int freePort) {
    int controller = alone() ? freePort : controllerPort;
    var settings = new HashMap<String, String>();
    var listeners = "PLAINTEXT://127.0.0.1:" + port;
    var told = listeners;
    if (way != null) {
      listeners += ",DETOUR://127.0.0.1:" + way.listens();
      told += ",DETOUR://127.0.0.1:" + way.told();
    }
    settings.put("node.id", String.valueOf(id));
    settings.put("process.roles", controls() ? "broker,controller" : "broker");
    settings.put("controller.quorum.voters", alone() ? id + "@127.0.0.1:" + controller : voters);
    settings.put(
        "listeners", controls() ? listeners + ",CONTROLLER://127.0.0.1:" + controller : listeners);
    settings.put("advertised.listeners", told);
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,DETOUR:PLAINTEXT,CONTROLLER:PLAINTEXT");
    if (!alone()) {
      // a machine that is slow with three of them must not take one for dead
      settings.put("broker.session.timeout.ms", "9000");
    }
    for (var factor : FACTORS) {
      settings.put(factor, String.valueOf(copies));
    }
    for (var least : LEAST) {
      settings.put(least, String.valueOf(Math.max(1, copies - 1)));
    }
    return settings;
  }

  private static final List<String> FACTORS =
      List.of(
          "default.replication.factor",
          "offsets.topic.replication.factor",
          "transaction.state.log.replication.factor",
          "share.coordinator.state.topic.replication.factor");
  private static final List<String> LEAST =
      List.of(
          "min.insync.replicas",
          "transaction.state.log.min.isr",
          "share.coordinator.state.topic.min.isr");
}
