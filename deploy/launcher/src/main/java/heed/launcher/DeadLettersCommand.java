package heed.launcher;

import heed.events.DeadLetters;
import heed.events.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * {@code dead-letters list}, {@code dead-letters replay [SERVICE]} and {@code dead-letters dismiss
 * [SERVICE]}: shows what the services laid aside, puts it back on the topics it came from, or has
 * it wait no more.
 *
 * @param services whose dead letters
 * @param broker where it listens
 * @param config settings of a client, as Kafka's own tools take them; null for none
 */
record DeadLettersCommand(What what, List<String> services, String broker, @Nullable Path config) {
  private static final String USAGE =
      "dead-letters takes: list, replay or dismiss; a service if not all; and --port-base N,"
          + " or --kafka HOST:PORT and --kafka-config FILE";

  private static final String SUFFIX = "-dead-letter";

  /** Of each service; the rest is counted. */
  private static final int SHOWN = 50;

  private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\]/]+?)]?:(\\d{1,5})");
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  enum What {
    LIST,
    REPLAY,
    DISMISS
  }

  static DeadLettersCommand parse(List<String> words, Path root) throws Refusal {
    var options = new ArrayList<>(List.of("up"));
    var rest = new ArrayList<String>();
    var given = new HashMap<String, String>();
    for (var i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (!word.startsWith("--")) {
        rest.add(word);
        continue;
      }
      var value = ++i < words.size() ? words.get(i) : "";
      switch (word) {
        case "--port-base" -> options.addAll(List.of(word, value));
        case "--kafka", "--kafka-config" -> given.put(word, value);
        default -> throw new Refusal(USAGE);
      }
      if (value.isBlank()) {
        throw new Refusal(word + " needs a value");
      }
    }
    var ports = new Ports(Options.parse(options, root, false).portBase());
    var config = given.get("--kafka-config");
    if (config != null && !given.containsKey("--kafka")) {
      throw new Refusal("--kafka-config needs --kafka HOST:PORT: the broker it lets into");
    }
    return new DeadLettersCommand(
        what(rest),
        services(rest),
        given.getOrDefault("--kafka", "127.0.0.1:" + ports.broker()),
        config == null ? null : Path.of(config));
  }

  private static What what(List<String> words) throws Refusal {
    return switch (words.isEmpty() || words.size() > 2 ? "" : words.getFirst()) {
      case "list" -> What.LIST;
      case "replay" -> What.REPLAY;
      case "dismiss" -> What.DISMISS;
      default -> throw new Refusal(USAGE);
    };
  }

  private static List<String> services(List<String> words) throws Refusal {
    var all =
        DeadLetterTopics.all().stream()
            .map(topic -> topic.substring(0, topic.length() - SUFFIX.length()))
            .toList();
    if (words.size() < 2) {
      return all;
    }
    if (!all.contains(words.get(1))) {
      throw new Refusal(
          "%s lays nothing aside, must be one of %s"
              .formatted(words.get(1), String.join(", ", all)));
    }
    return List.of(words.get(1));
  }

  void run(PrintStream out) throws Refusal, IOException, InterruptedException {
    requireListener();
    var open = new LinkedHashMap<String, DeadLetterTopics>();
    try {
      for (var service : services) {
        open.put(service, new DeadLetterTopics(client(), List.of(service + SUFFIX)));
      }
      for (var topics : open.values()) {
        topics.begin(); // of all, before the first is put back, which others may lay aside again
      }
      var back = new Back();
      for (var one : open.entrySet()) {
        switch (what) {
          case LIST -> list(one.getKey(), one.getValue(), out);
          case REPLAY -> replay(one.getKey(), one.getValue(), back, out);
          case DISMISS -> dismiss(one.getKey(), one.getValue(), out);
        }
      }
    } catch (TimeoutException e) {
      throw new IOException("the broker at %s did not answer in time".formatted(broker), e);
    } catch (KafkaException e) {
      var why = e.getCause() == null ? e : e.getCause();
      throw new IOException("the broker at %s: %s".formatted(broker, Sentences.of(why)), e);
    } finally {
      open.values().forEach(DeadLetterTopics::close);
    }
    if (what == What.REPLAY) {
      out.println(
          "what still cannot be read is laid aside again; ./heed dead-letters list shows it");
    }
  }

  /** Where nothing listens Kafka's client goes on trying for a minute. */
  private void requireListener() throws Refusal {
    for (var address : broker.split(",")) {
      var parts = ADDRESS.matcher(address.strip());
      if (!parts.matches() || listens(parts.group(1), Integer.parseInt(parts.group(2)))) {
        return; // an address that is none is told by the client
      }
    }
    throw new Refusal(
        "nothing listens at %s; start Heed with ./heed up, or say where with --kafka"
            .formatted(broker));
  }

  private static boolean listens(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) CONNECTING.toMillis());
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private Map<String, Object> client() throws IOException {
    var settings = new HashMap<String, Object>();
    if (config != null) {
      var file = new Properties();
      try (var in = Files.newBufferedReader(config)) {
        file.load(in);
      }
      file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
    }
    settings.put("bootstrap.servers", broker);
    return settings;
  }

  private static void list(String service, DeadLetterTopics topics, PrintStream out)
      throws IOException, InterruptedException {
    var lines = new ArrayList<String>();
    var waiting = new int[1];
    topics.waiting(
        letters -> {
          waiting[0] += letters.size();
          letters.stream().limit(SHOWN - lines.size()).forEach(letter -> lines.add(line(letter)));
        });
    out.printf("%s: %s%n", service, waiting[0] == 0 ? "none waits" : waiting[0] + " wait");
    lines.forEach(out::println);
    if (waiting[0] > lines.size()) {
      out.printf("  and %d more%n", waiting[0] - lines.size());
    }
  }

  /** Where it was, what it says it is, and why; nothing of what it says. */
  private static String line(ConsumerRecord<byte[], byte[]> letter) {
    return String.format(
        Locale.ROOT,
        "  %s  %s  %s, %,d bytes: %s",
        Instant.ofEpochMilli(letter.timestamp()),
        Back.place(letter),
        Back.text(letter, "ce_type"),
        Math.max(0, letter.serializedValueSize()),
        Back.text(letter, DeadLetters.REASON));
  }

  /** What two services laid aside goes back once: both read it there. */
  private void replay(String service, DeadLetterTopics topics, Back back, PrintStream out)
      throws IOException, InterruptedException {
    var settings = new HashMap<>(client());
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("compression.type", "lz4"); // as the services write, or the largest would not fit
    settings.put("max.request.size", Topics.MAX_DEAD_LETTER_BYTES);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      topics.seeTo(letters -> back.put(producer, letters));
    }
    back.tell(service, out);
  }

  private static void dismiss(String service, DeadLetterTopics topics, PrintStream out)
      throws IOException, InterruptedException {
    var dismissed = new int[1];
    topics.seeTo(letters -> dismissed[0] += letters.size());
    out.printf(
        "%s: %d dismissed; they lie in their topic until it forgets them%n", service, dismissed[0]);
  }
}
