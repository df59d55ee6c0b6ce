package heed.helm;

import heed.events.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a service's own sources say that it reads, writes and can be told. */
final class Code {
  private static final Pattern CHANNEL =
      Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.[^.]+\\.(topic|group\\.id)");
  private static final Pattern NAMED = Pattern.compile("\\bTopics\\.([A-Z_]+)");
  private static final Pattern READ_WITHOUT_CHANNEL =
      Pattern.compile("(?:new Reader\\(\\s*\\w+,|subscribe\\(List\\.of\\()\\s*Topics\\.([A-Z_]+)");
  private static final Pattern GROUP = Pattern.compile("String GROUP = \"([^\"]+)\"");
  private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
  private static final Pattern LITERAL = Pattern.compile("\"(heed\\.[a-z0-9.-]+)\"");
  private static final Pattern PROPERTY =
      Pattern.compile("@ConfigProperty\\(\\s*name = \"([^\"]+)\"");

  private final Properties settings = new Properties();
  private final List<String> own;
  private final List<String> doors;
  private final List<String> sources;

  Code(String service) {
    try (var reader =
        Files.newBufferedReader(
            Chart.ROOT.resolve(service).resolve("src/main/resources/application.properties"))) {
      settings.load(reader);
      own = sources(service).toList();
      doors = sources("deploy/http-door").toList();
      sources =
          Stream.of(own, doors, sources("deploy/eyes").toList()).flatMap(List::stream).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> sources(String module) throws IOException {
    try (var files = Files.walk(Chart.ROOT.resolve(module).resolve("src/main/java"))) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .map(f -> Chart.text(Chart.ROOT.relativize(f).toString()))
          .toList()
          .stream();
    }
  }

  String setting(String key) {
    return settings.getProperty(key);
  }

  Set<String> settings() {
    return settings.stringPropertyNames();
  }

  private Stream<String> ofChannels(String direction, String what) {
    return settings.stringPropertyNames().stream()
        .filter(
            key -> {
              var channel = CHANNEL.matcher(key);
              return channel.matches()
                  && channel.group(1).equals(direction)
                  && channel.group(2).equals(what);
            })
        .map(settings::getProperty);
  }

  private Stream<String> found(Pattern pattern) {
    return found(sources, pattern);
  }

  private static Stream<String> found(List<String> sources, Pattern pattern) {
    return sources.stream().flatMap(s -> pattern.matcher(s).results().map(m -> m.group(1)));
  }

  /** Topics of incoming channels, those that it reads without a channel, and its door's. */
  Set<String> reads() {
    return Stream.of(
            ofChannels("incoming", "topic"),
            found(own, READ_WITHOUT_CHANNEL).flatMap(Code::topic),
            ofTheDoor())
        .flatMap(topics -> topics)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<String> ofTheDoor() {
    return "false".equals(setting("heed.access.topic.enabled"))
        ? Stream.empty()
        : found(doors, NAMED).flatMap(Code::topic);
  }

  /** Topics of outgoing channels, and those that its sources name and no incoming channel reads. */
  Set<String> writes() {
    var writes =
        found(own, NAMED).flatMap(Code::topic).collect(Collectors.toCollection(TreeSet::new));
    ofChannels("incoming", "topic").forEach(writes::remove);
    ofChannels("outgoing", "topic").forEach(writes::add);
    return writes;
  }

  Set<String> groups() {
    return Stream.concat(ofChannels("incoming", "group.id"), found(GROUP))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> topic(String constant) {
    try {
      var value = Topics.class.getField(constant).get(null);
      return value instanceof String name ? Stream.of(name) : Stream.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Topics has no " + constant, e);
    }
  }

  /** Whether an environment variable sets something that the service asks for. */
  boolean asksFor(String variable) {
    return settings.stringPropertyNames().stream().anyMatch(key -> env(key).equals(variable))
        || found(PROPERTY).anyMatch(key -> env(key).equals(variable))
        || found(LITERAL).anyMatch(key -> env(key).equals(variable))
        || sources.stream()
            .anyMatch(
                source ->
                    MAPPING
                        .matcher(source)
                        .results()
                        .map(m -> env(m.group(1)) + "_")
                        .filter(variable::startsWith)
                        .anyMatch(p -> has(source, variable.substring(p.length()))));
  }

  /** Whether a mapping has a method, or methods one after the other, of this name. */
  private static boolean has(String mapping, String rest) {
    var words = rest.split("_", -1);
    for (int n = words.length; n > 0; n--) {
      var method = camel(Arrays.copyOf(words, n));
      var left = String.join("_", Arrays.copyOfRange(words, n, words.length));
      if (Pattern.compile("\\b" + method + "\\(\\)").matcher(mapping).find()
          && (left.isEmpty() || has(mapping, left))) {
        return true;
      }
    }
    return false;
  }

  private static String camel(String[] words) {
    var name = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].charAt(0)).append(words[i].substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static String env(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** All four, by name. */
  static Map<String, Code> all() {
    return Chart.SERVICES.stream().collect(Collectors.toMap(s -> s, Code::new));
  }
}
