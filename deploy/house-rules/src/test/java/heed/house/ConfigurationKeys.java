package heed.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The configuration keys that the sources name, as environment variables. */
final class ConfigurationKeys {
  private static final Pattern NAMED = Pattern.compile("\"(heed\\.[a-z0-9.-]+)[\"}:]");
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"(heed[a-z0-9.-]*)\"\\)");
  private static final Pattern METHOD = Pattern.compile("(?m)^ +[\\w.<>, ]+ (\\w+)\\(\\);");

  private final Set<String> variables = new HashSet<>();

  ConfigurationKeys() {
    try (var files = Files.walk(House.ROOT)) {
      files
          .filter(f -> f.toString().contains("/src/main/java/") && f.toString().endsWith(".java"))
          .forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String variable) {
    return variables.contains(variable);
  }

  private void read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    NAMED.matcher(text).results().forEach(m -> variables.add(variable(m.group(1))));
    var mapping = PREFIX.matcher(text);
    if (mapping.find()) {
      var names = METHOD.matcher(text).results().map(m -> kebab(m.group(1))).toList();
      for (var one : names) {
        variables.add(variable(mapping.group(1) + "." + one));
        names.forEach(two -> variables.add(variable(mapping.group(1) + "." + one + "." + two)));
      }
    }
  }

  private static String kebab(String method) {
    return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String variable(String key) {
    return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
