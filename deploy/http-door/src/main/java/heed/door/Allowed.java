package heed.door;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows which methods a path takes: a 405 must say so (RFC 9110, 15.5.6), and the framework does
 * not.
 */
@Singleton
class Allowed {
  private record Door(Pattern path, String method) {}

  private final List<Door> doors = new ArrayList<>();

  Allowed(BeanManager beans) {
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      var root = bean.getBeanClass().getAnnotation(Path.class);
      if (root != null) {
        Stream.of(bean.getBeanClass().getMethods()).forEach(m -> add(root.value(), m));
      }
    }
  }

  /** The value of the Allow header for a path, such as {@code GET, POST}. */
  String at(String path) {
    var methods = new TreeSet<String>();
    doors.stream()
        .filter(d -> d.path().matcher(path).matches())
        .forEach(d -> methods.add(d.method()));
    return String.join(", ", methods);
  }

  private void add(String root, Method method) {
    var verb = verb(method);
    if (verb != null) {
      var sub = method.getAnnotation(Path.class);
      doors.add(new Door(pattern(root + "/" + (sub == null ? "" : sub.value())), verb));
    }
  }

  private static @Nullable String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      var verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return null;
  }

  private static Pattern pattern(String template) {
    var regex = new StringBuilder();
    for (var segment : template.split("/", -1)) {
      if (!segment.isEmpty()) {
        regex.append('/').append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
      }
    }
    return Pattern.compile(regex.append("/?").toString());
  }
}
