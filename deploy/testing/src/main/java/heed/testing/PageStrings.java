package heed.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a page: those of its own folder, and those that every page has. Read from the
 * sources, so that a missing one names its file.
 */
public final class PageStrings {
  /** What every page of Heed shares, as seen from a service's folder. */
  public static final Path SHARED =
      Path.of("../deploy/look/src/main/resources/META-INF/resources/look");

  /** Every language of the pages but English. */
  public static final List<String> OTHERS = List.of("lv", "sl", "de");

  private static final Pattern ASKED = Pattern.compile("\\bt\\(\"([A-Za-z0-9.]+)\"");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** What Intl.PluralRules may ask for. */
  private static final Map<String, Set<String>> FORMS =
      Map.of(
          "en", Set.of("one", "other"),
          "de", Set.of("one", "other"),
          "lv", Set.of("zero", "one", "other"),
          "sl", Set.of("one", "two", "few", "other"));

  private final Path folder;

  private PageStrings(Path folder) {
    this.folder = folder;
  }

  /** The strings that lie beside the scripts of this folder. */
  public static PageStrings in(Path folder) {
    return new PageStrings(folder);
  }

  /** The names of all strings. */
  public Set<String> names() {
    return names(read("en"));
  }

  /** Whatever a script of the folder asks for by name. */
  public Set<String> asked() {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".js"))
          .flatMap(file -> ASKED.matcher(text(file)).results())
          .map(found -> found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What this language lacks, has too much, or says with other places or forms; empty is right. */
  public Set<String> faults(String language) {
    var english = read("en");
    var other = read(language);
    var faults = new TreeSet<String>();
    names(other).stream().filter(n -> !english.has(n)).forEach(n -> faults.add("unknown: " + n));
    for (var name : names(english)) {
      var said = other.path(name);
      if (said.isMissingNode() || said.isTextual() && said.asText().isBlank()) {
        faults.add("missing: " + name);
      } else if (!places(said).equals(places(english.get(name)))) {
        faults.add("other places: " + name);
      } else if (said.isObject() && !names(said).equals(FORMS.get(language))) {
        faults.add("other forms: " + name);
      }
    }
    return faults;
  }

  private JsonNode read(String language) {
    try {
      return new ObjectMapper().readTree(text(folder.resolve("strings/" + language + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> places(JsonNode string) {
    return PLACE
        .matcher(string.toString())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
