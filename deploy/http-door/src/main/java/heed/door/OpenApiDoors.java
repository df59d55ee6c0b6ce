package heed.door;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, as the annotations of the resources say it: the same ones that the door obeys.
 */
final class OpenApiDoors {
  /** Whoever has a key or a session. */
  static final String ANYBODY = "*";

  /**
   * Who may.
   *
   * @param open also who says nothing of himself; the resource decides then
   * @param roles one of them is needed; {@code *} is any holder
   * @param silent true if it answers with no body at all
   */
  record Rule(boolean open, Set<String> roles, boolean silent) {
    Rule silent(boolean now) {
      return new Rule(open, roles, now);
    }
  }

  private static final DotName PATH = DotName.createSimple(Path.class);
  private static final List<Class<? extends Annotation>> VERBS =
      List.of(
          GET.class, POST.class, PUT.class, DELETE.class, PATCH.class, HEAD.class, OPTIONS.class);

  private final Map<String, Rule> rules = new HashMap<>();

  OpenApiDoors(IndexView index) {
    for (var annotation : index.getAnnotations(PATH)) {
      if (annotation.target().kind() == org.jboss.jandex.AnnotationTarget.Kind.CLASS) {
        read(annotation.target().asClass(), annotation.value().asString());
      }
    }
  }

  /**
   * @throws IllegalStateException if no annotation says who may: the build fails then
   */
  Rule at(String method, String path) {
    var rule = rules.get(door(method, path));
    if (rule == null) {
      throw new IllegalStateException(
          "%s %s: nothing says who may; annotate it with @RolesAllowed, @Authenticated or @PermitAll"
              .formatted(method, path));
    }
    return rule;
  }

  private void read(ClassInfo type, String root) {
    for (var method : type.methods()) {
      for (var verb : VERBS) {
        if (method.hasDeclaredAnnotation(verb)) {
          var sub = method.declaredAnnotation(PATH);
          var path = root + "/" + (sub == null ? "" : sub.value().asString());
          add(door(verb.getSimpleName(), path), rule(method, type));
        }
      }
    }
  }

  private void add(String door, @Nullable Rule rule) {
    if (rule == null) {
      return;
    }
    var before = rules.put(door, rule);
    if (before != null && !before.equals(rule)) {
      throw new IllegalStateException(
          door + ": two methods differ in who may; give both the same annotation");
    }
  }

  private static String door(String method, String path) {
    var plain = path.replaceAll("\\{([^}:]+):[^}]*}", "{$1}").replaceAll("/+", "/");
    return method + " " + ("/" + plain).replaceAll("/+", "/").replaceAll("(.)/$", "$1");
  }

  private static @Nullable Rule rule(MethodInfo method, ClassInfo type) {
    var own = rule(method.declaredAnnotations());
    var found = own == null ? rule(type.declaredAnnotations()) : own;
    return found == null
        ? null
        : found.silent(method.returnType().kind() == org.jboss.jandex.Type.Kind.VOID);
  }

  private static @Nullable Rule rule(List<AnnotationInstance> annotations) {
    for (var annotation : annotations) {
      var name = annotation.name().toString();
      if (name.equals(RolesAllowed.class.getName())) {
        return new Rule(false, new TreeSet<>(List.of(annotation.value().asStringArray())), false);
      } else if (name.equals(Authenticated.class.getName())) {
        return new Rule(false, Set.of(ANYBODY), false);
      } else if (name.equals(PermitAll.class.getName())) {
        return new Rule(true, Set.of(ANYBODY), false);
      } else if (name.equals(DenyAll.class.getName())) {
        return new Rule(false, Set.of(), false);
      }
    }
    return null;
  }
}
