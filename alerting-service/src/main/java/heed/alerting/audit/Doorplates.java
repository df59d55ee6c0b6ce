package heed.alerting.audit;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the door that a request goes to, by the name that the OpenAPI has for it. */
@Singleton
class Doorplates {
  /** What names a customer, as the log must not. */
  private static final String CUSTOMERS = "/customers/";

  private record Door(String method, Pattern path, String template) {}

  private final List<Door> doors = new ArrayList<>();

  Doorplates(BeanManager beans) {
    for (var bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      var root = bean.getBeanClass().getAnnotation(Path.class);
      if (root != null) {
        Stream.of(bean.getBeanClass().getMethods()).forEach(m -> add(root.value(), m));
      }
    }
  }

  /** The request as the log has it; what goes to no door is named by its method alone. */
  Deed deed(String method, String path) {
    Deed found = null;
    for (var door : doors) {
      var match = door.path().matcher(path);
      // What is written out goes before what stands for anything.
      if (door.method().equals(method)
          && match.matches()
          && (found == null || match.groupCount() == 0)) {
        var ids =
            IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .map(Doorplates::shown)
                .collect(Collectors.joining("/"));
        var silent = ids.isEmpty() || door.template().contains(CUSTOMERS);
        found = new Deed(method + " " + door.template(), silent ? null : ids);
      }
    }
    return found == null ? new Deed(method, null) : found;
  }

  private static String shown(String id) {
    var text = id.replaceAll("\\p{Cntrl}", "?");
    return text.length() > 80 ? text.substring(0, 80) : text;
  }

  private void add(String root, Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      var verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        doors.add(door(verb.value(), root, method.getAnnotation(Path.class)));
      }
    }
  }

  private static Door door(String verb, String root, @Nullable Path sub) {
    var template = new StringBuilder();
    var regex = new StringBuilder();
    for (var segment : (root + "/" + (sub == null ? "" : sub.value())).split("/")) {
      if (!segment.isEmpty()) {
        template.append('/').append(segment);
        regex.append('/').append(segment.startsWith("{") ? "([^/]+)" : Pattern.quote(segment));
      }
    }
    return new Door(verb, Pattern.compile(regex + "/?"), template.toString());
  }
}
