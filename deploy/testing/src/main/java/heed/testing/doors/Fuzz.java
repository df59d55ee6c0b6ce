package heed.testing.doors;

import heed.testing.TestKey;
import heed.testing.doors.Contract.Door;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends every door input of every kind, drawn from its own OpenAPI by a seed that is printed, and
 * holds every answer against that OpenAPI: none is a fault of ours, none is one that the document
 * does not tell of. {@code -Dheed.fuzz=20000} sends that many, {@code -Dheed.fuzz.seed} repeats.
 */
public final class Fuzz {
  private static final int SHOWN = 25;

  private final Contract contract;
  private final Fits fits;
  private final Map<String, List<String>> hints = new HashMap<>();
  private final Map<String, String> faults = new LinkedHashMap<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private Predicate<Door> wanted = door -> true;

  public Fuzz(Contract contract) {
    this.contract = contract;
    this.fits = new Fits(contract);
  }

  /**
   * What a parameter or a field of this name holds where it is meant well; {@code /v1/cases id} is
   * of those paths alone.
   */
  public Fuzz hint(String name, String... values) {
    hints.put(name, List.of(values));
    return this;
  }

  /** Only these doors. */
  public Fuzz only(Predicate<Door> doors) {
    wanted = doors;
    return this;
  }

  /**
   * Sends.
   *
   * @param usually how many requests, unless {@code -Dheed.fuzz} says another number
   * @return how many answers had which status
   * @throws AssertionError with the seed and every kind of fault, each with one request that shows
   *     it
   */
  public Map<Integer, Integer> send(int usually) {
    var seed = Long.getLong("heed.fuzz.seed", System.nanoTime());
    var requests = Integer.getInteger("heed.fuzz", usually);
    System.out.printf("fuzz of %s: seed=%d requests=%d%n", contract.root(), seed, requests);
    var random = new Random(seed);
    var inputs = new Inputs(contract, hints, random);
    var doors = contract.doors().stream().filter(wanted).toList();
    for (int sent = 0, i = 0; sent < requests; i++) {
      var door = doors.get(i % doors.size());
      // What takes nothing is soon known.
      if (!takesNothing(door) || random.nextInt(8) == 0) {
        var ask = ask(door, inputs, random);
        if (ask != null) {
          judge(door, ask);
          sent++;
        }
      }
    }
    System.out.printf("fuzz of %s: answers by status %s%n", contract.root(), statuses);
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "seed %d: %d kinds of fault\n%s"
              .formatted(
                  seed,
                  faults.size(),
                  faults.entrySet().stream()
                      .limit(SHOWN)
                      .map(f -> f.getKey() + "\n    " + f.getValue())
                      .collect(java.util.stream.Collectors.joining("\n"))));
    }
    return statuses;
  }

  private static boolean takesNothing(Door door) {
    return door.parameters().isEmpty() && door.bodies().isEmpty();
  }

  private void judge(Door door, Ask ask) {
    var answer = ask.at(contract.root());
    statuses.merge(answer.status(), 1, Integer::sum);
    if (answer.status() >= 500) {
      fault(door, "answered " + answer.status(), ask, answer);
    } else if (reached(ask)) {
      for (var fault : fits.faults(door, answer)) {
        fault(door, answer.status() + " " + fault, ask, answer);
      }
    } else if (answer.status() >= 400 && !answer.type().startsWith("application/problem+json")) {
      fault(door, answer.status() + " is no problem+json", ask, answer);
    }
  }

  /** An id that is empty, or dots, or has a slash, makes another path of it. */
  private static boolean reached(Ask ask) {
    return ask.path.values().stream().noneMatch(v -> v.isEmpty() || v.matches("(?s).*[./\\\\;].*"));
  }

  private void fault(Door door, String what, Ask ask, Ask.Answer answer) {
    var text = answer.text();
    faults.putIfAbsent(
        door + ": " + what,
        ask + "\n    -> " + (text.length() > 400 ? text.substring(0, 400) + "…" : text));
  }

  private @Nullable Ask ask(Door door, Inputs inputs, Random random) {
    var ask = new Ask(door.method(), door.path());
    ask.key(random.nextInt(20) == 0 ? TestKey.THEIRS_KEY : TestKey.PLAIN);
    door.of("path")
        .forEach(p -> ask.path.put(p.name(), inputs.parameter(door.path(), p.name(), p.schema())));
    door.of("query")
        .forEach(
            p -> {
              if (random.nextInt(3) == 0) {
                ask.query.put(p.name(), inputs.parameter(door.path(), p.name(), p.schema()));
              }
            });
    door.of("header")
        .forEach(
            p -> {
              if (random.nextInt(5) > 0) {
                ask.header(p.name(), header(inputs.parameter(door.path(), p.name(), p.schema())));
              }
            });
    accept(ask, random);
    addBody(door, ask, inputs, random);
    return sendable(ask) ? ask : null;
  }

  private static void accept(Ask ask, Random random) {
    switch (random.nextInt(30)) {
      case 0 -> ask.header("Accept", "application/xml");
      case 1 -> ask.header("Accept", "nonsense");
      case 2 -> ask.header("Accept", "text/csv");
      case 3 -> ask.header("Accept", "*/*;q=0.1, application/json");
      default -> {}
    }
  }

  private static void addBody(Door door, Ask ask, Inputs inputs, Random random) {
    if (door.bodies().isEmpty()) {
      return;
    }
    var body = Hostile.pick(random, List.copyOf(door.bodies().entrySet()));
    var type = body.getKey();
    var bytes =
        random.nextInt(4) == 0
            ? Hostile.body(random)
            : inputs.body(body.getValue()).toString().getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(40)) {
      case 0 -> ask.body("text/plain", bytes);
      case 1 -> ask.body(type + ";charset=utf-16", bytes);
      case 2 -> ask.body(type + ";charset=utf-8", bytes);
      case 3 -> {} // none at all
      default -> ask.body(type, bytes);
    }
  }

  /** What this client can send as a header: other things never reach a service. */
  private static String header(String value) {
    return value.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private boolean sendable(Ask ask) {
    try {
      URI.create(contract.root().toString().replaceAll("/$", "") + ask.target());
      return ask.target().length() < 8_000;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
