package heed.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sources there are: the mappings that ship, and those of {@code heed.inbound.folder}. All are
 * read at the start, and one that cannot be used keeps the service from starting.
 */
@Startup
@Singleton
class InboundSources {
  static final List<String> SHIPPED =
      List.of("google", "judgeme", "trustpilot", "woocommerce", "yotpo");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,31}");
  private static final String ENDING = ".yaml";

  private final Map<String, InboundSource> sources = new TreeMap<>();
  private final Instant since = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  InboundSources(InboundSettings settings, MeterRegistry registry) {
    var mappings = new TreeMap<String, SourceMapping>();
    SHIPPED.forEach(name -> mappings.put(name, shipped(name)));
    settings.folder().ifPresent(folder -> mappings.putAll(folder(Path.of(folder))));
    for (var name : settings.sources().keySet()) {
      if (!mappings.containsKey(name)) {
        throw new BadMapping(
            "heed.inbound.sources.%s has no mapping; put %s%s into heed.inbound.folder, or check the spelling: there are %s"
                .formatted(name, name, ENDING, String.join(", ", mappings.keySet())));
      }
    }
    mappings.forEach(
        (name, mapping) ->
            sources.put(
                name,
                InboundSource.of(
                    mapping, settings.sources().get(name), new InboundTally(registry, name))));
  }

  /** The source of this name; null if there is none. */
  @Nullable InboundSource named(String name) {
    return sources.get(name);
  }

  /** All of them, by name. */
  Collection<InboundSource> all() {
    return sources.values();
  }

  /** When this copy began to listen, and to count. */
  Instant since() {
    return since;
  }

  static SourceMapping shipped(String name) {
    var resource = "/heed/ingest/inbound/" + name + ENDING;
    try (var in = InboundSources.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " does not ship");
      }
      var yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return MappingFile.read(name, name + ENDING + " (shipped)", yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws BadMapping if there is no such folder, or one of its files cannot be used
   */
  static Map<String, SourceMapping> folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new BadMapping("heed.inbound.folder is %s, which is no folder".formatted(folder));
    }
    var mappings = new TreeMap<String, SourceMapping>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        var name = file.getFileName().toString().replace(ENDING, "");
        if (!NAME.matcher(name).matches()) {
          throw new BadMapping(
              "mapping %s must have a name of small letters and digits, such as trustpilot.yaml"
                  .formatted(file));
        }
        mappings.put(name, MappingFile.read(name, file.toString(), Files.readString(file)));
      }
    } catch (IOException e) {
      throw new BadMapping(
          "heed.inbound.folder %s cannot be read as UTF-8: %s".formatted(folder, e.getMessage()));
    }
    return mappings;
  }
}
