package heed.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is started once per JVM. Quarkus loads test resources and tests through several class
 * loaders, each with statics of its own: the handles are those of the JVM's own class loader, and
 * only types of the JDK, which are the same in all of them.
 */
final class Shared {
  private static final Map<String, Object> HANDLES = new ConcurrentHashMap<>();

  private Shared() {}

  /** Where the embedded ones keep their data: {@code target/} of the module under test. */
  static Path folder(String name) {
    return Path.of("target", "for-tests", name).toAbsolutePath();
  }

  static String text(String name) {
    var value = handles().get(name);
    if (value == null) {
      throw new IllegalStateException(
          name + " is not running: annotate the test with its test resource");
    }
    return (String) value;
  }

  static boolean has(String name) {
    return handles().containsKey(name);
  }

  static void put(String name, Object value) {
    handles().put(name, value);
  }

  static void action(String name, Action action) {
    Callable<Boolean> callable =
        () -> {
          action.run();
          return true;
        };
    put(name, callable);
  }

  /** Runs an action that was put earlier, wherever it was loaded. */
  static void run(String name) throws Exception {
    var action = (Callable<?>) handles().get(name);
    if (action == null) {
      throw new IllegalStateException(name + " has nothing to act on: start the resource first");
    }
    action.call();
  }

  interface Action {
    void run() throws Exception;
  }

  static Object lock() {
    return handles();
  }

  /** Of the one copy of this class that the JVM's own class loader has, whoever asks. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> handles() {
    try {
      var one = Class.forName(Shared.class.getName(), true, ClassLoader.getSystemClassLoader());
      var field = one.getDeclaredField("HANDLES");
      field.setAccessible(true);
      return (Map<String, Object>) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the test infrastructure is not on the class path", e);
    }
  }
}
