package heed.testing.doors;

import com.fasterxml.jackson.databind.JsonNode;
import heed.testing.TestKey;
import heed.testing.doors.Contract.Door;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks to every door that a service's OpenAPI lists, as those who may not come in: without a key,
 * with one that is unknown, with each role it is not open to, from a page elsewhere, and as another
 * tenant who asks for what is not his. A door for which nobody said how that is tried is a fault.
 */
public final class Walk {
  /** The tenant whose things are asked for. */
  public static final String OURS = TestKey.OURS;

  /** The tenant who asks. */
  public static final String THEIRS = TestKey.THEIRS;

  private static final Set<String> ROLES =
      Set.of("storefront", "agent", "lead", "analyst", "admin");

  private final Contract contract;
  private final List<String> markers;
  private final Map<String, Trial> trials = new HashMap<>();
  private final Map<String, String> needed = new HashMap<>();
  private final Set<String> tried = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private int requests;

  /**
   * How another tenant's things are asked for at a door.
   *
   * @param path values by name
   * @param body JSON; null for {@code {}} where one is taken
   * @param expected the statuses that say no, or that say nothing
   */
  private record Trial(
      Map<String, String> path,
      Map<String, String> query,
      @Nullable String body,
      Set<Integer> expected) {}

  /**
   * @param markers what stands in everything that is {@link #OURS}, and in nothing else
   */
  public Walk(Contract contract, String... markers) {
    this.contract = contract;
    this.markers = List.of(markers);
  }

  /** What every question of this name is given, so that it is no other fault that is answered. */
  public Walk needs(String query, String value) {
    needed.put(query, value);
    return this;
  }

  /** How our things are asked for: in the path of these doors, such as {@code /v1/cases/{id}*}. */
  public Walk ids(String door, Map<String, String> path, Integer... expected) {
    return trial(door, path, Map.of(), null, expected);
  }

  /** How our things are asked for: by what is sent to this door. */
  public Walk sends(String door, String body, Integer... expected) {
    return trial(door, Map.of(), Map.of(), body, expected);
  }

  /** The same, in the path, the query and the body. */
  public Walk trial(
      String door,
      Map<String, String> path,
      Map<String, String> query,
      @Nullable String body,
      Integer... expected) {
    trials.put(door, new Trial(path, query, body, Set.of(expected)));
    return this;
  }

  /**
   * Walks.
   *
   * @return how many requests were made
   * @throws AssertionError with every door that let in whom it should not
   */
  public int walk() {
    var session = session();
    for (var door : contract.doors()) {
      withoutKey(door);
      withoutTheRole(door);
      fromAnotherPage(door, session);
      asAnotherTenant(door);
    }
    trials.keySet().stream()
        .filter(named -> !tried.contains(named))
        .forEach(named -> faults.add(named + ": is walked to, but there is no such door"));
    if (!faults.isEmpty()) {
      throw new AssertionError(
          faults.size() + " doors are not as they should be:\n" + String.join("\n", faults));
    }
    return requests;
  }

  private void withoutKey(Door door) {
    // An open door decides by its configuration; what it shows then is tried by its own tests.
    expect(door, "no key", door.open() ? Set.of(401, 404) : Set.of(401), ask(door), true);
    expect(door, "an unknown key", Set.of(401), ask(door).key("nobody-has-this-key"), true);
    expect(
        door,
        "a forged session",
        door.open() ? Set.of(401, 404) : Set.of(401),
        ask(door).header("Cookie", "heed_session=forged"),
        true);
  }

  private void withoutTheRole(Door door) {
    if (door.roles().contains(Contract.ANYBODY)) {
      return;
    }
    if (door.roles().isEmpty() || !ROLES.containsAll(door.roles())) {
      faults.add(door + ": x-roles is " + door.roles());
    }
    for (var role : ROLES) {
      if (!door.roles().contains(role)) {
        expect(door, "only " + role, Set.of(403), ask(door).key(TestKey.only(role)), true);
      }
    }
  }

  private void fromAnotherPage(Door door, String session) {
    if (!door.writes()) {
      return;
    }
    var cookie = "heed_session=" + session;
    for (var origin : List.of("https://evil.example", "http://127.0.0.1:1", "null")) {
      expect(
          door,
          "a page of " + origin,
          Set.of(401, 403),
          ask(door).header("Cookie", cookie).header("Origin", origin),
          true);
    }
    expect(
        door,
        "a page of another site",
        Set.of(401, 403),
        ask(door).header("Cookie", cookie).header("Sec-Fetch-Site", "cross-site"),
        true);
  }

  private void asAnotherTenant(Door door) {
    var known = false;
    if (door.takes("storefront") && door.of("path").isEmpty()) {
      known = true;
      var ask = ask(door).key(TestKey.THEIRS_KEY);
      ask.query.put("storefront", OURS);
      expect(door, "our storefront", Set.of(403), ask, true);
    }
    var trial = trialOf(door);
    if (trial != null) {
      known = true;
      var ask = ask(door).key(TestKey.THEIRS_KEY);
      ask.path.putAll(trial.path());
      ask.query.putAll(trial.query());
      if (trial.body() != null) {
        ask.body("application/json", trial.body().getBytes(StandardCharsets.UTF_8));
      }
      expect(door, "what is ours", trial.expected(), ask, true);
    }
    if (door.method().equals("GET") && door.of("path").isEmpty()) {
      known = true;
      leaks(door, ask(door).key(TestKey.THEIRS_KEY));
    }
    if (!known) {
      faults.add(door + ": nobody said how another tenant would ask here; add a trial");
    }
  }

  private @Nullable Trial trialOf(Door door) {
    Trial found = null;
    var longest = -1;
    for (var entry : trials.entrySet()) {
      var named = entry.getKey();
      var prefix = named.endsWith("*") ? named.substring(0, named.length() - 1) : null;
      var hit =
          prefix == null
              ? named.equals(door.toString()) || named.equals(door.path())
              : door.toString().startsWith(prefix) || door.path().startsWith(prefix);
      if (hit) {
        tried.add(named);
        if (named.length() > longest) {
          longest = named.length();
          found = entry.getValue();
        }
      }
    }
    return found;
  }

  /** A request that is well formed as far as the door can tell before it knows who asks. */
  private Ask ask(Door door) {
    var ask = new Ask(door.method(), door.path());
    for (var parameter : door.of("path")) {
      ask.path.put(parameter.name(), "8e7b1c86-3a1e-5f9c-9d36-0b4f4b1c2a11");
    }
    needed.forEach(
        (query, value) -> {
          if (door.takes(query)) {
            ask.query.put(query, value);
          }
        });
    if (door.takes("If-Match")) {
      ask.header("If-Match", "\"1\"");
    }
    door.bodies().keySet().stream()
        .findFirst()
        .ifPresent(type -> ask.body(type, "{}".getBytes(StandardCharsets.UTF_8)));
    return ask;
  }

  private void expect(Door door, String who, Set<Integer> statuses, Ask ask, boolean problem) {
    var answer = send(ask);
    if (!statuses.contains(answer.status())) {
      faults.add(door + ": " + who + " was answered " + answer.status() + ", not " + statuses);
    } else if (problem && answer.status() >= 400 && !isProblem(answer)) {
      faults.add(door + ": " + who + " got no problem+json but " + answer.type());
    }
    leaks(door, who, ask, answer);
  }

  private void leaks(Door door, Ask ask) {
    var answer = send(ask);
    if (answer.status() >= 500) {
      faults.add(door + ": another tenant was answered " + answer.status());
    }
    leaks(door, "another tenant", ask, answer);
  }

  /** That he is told what he has just said himself is no leak. */
  private void leaks(Door door, String who, Ask ask, Ask.Answer answer) {
    var text = answer.text();
    for (var marker : markers) {
      if (text.contains(marker) && !ask.says(marker)) {
        faults.add(door + ": " + who + " was told " + marker);
      }
    }
  }

  private static boolean isProblem(Ask.Answer answer) {
    try {
      JsonNode problem = Contract.JSON.readTree(answer.body());
      return answer.type().startsWith("application/problem+json")
          && problem.path("status").asInt() == answer.status();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private Ask.Answer send(Ask ask) {
    requests++;
    return ask.at(contract.root());
  }

  private String session() {
    var answer = send(new Ask("POST", "/session").key(TestKey.PLAIN));
    return answer
        .header("Set-Cookie")
        .map(cookie -> cookie.replaceFirst("^[^=]+=([^;]*).*$", "$1"))
        .orElseThrow(() -> new AssertionError("/session answered " + answer.status()));
  }
}
