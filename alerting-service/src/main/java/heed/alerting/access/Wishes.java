package heed.alerting.access;

import heed.door.FieldError;
import heed.door.Holder;
import heed.door.Refusal;
import heed.door.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is asked to be granted, as it came. */
final class Wishes {
  private static final List<String> ROLES =
      List.of(Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN);
  private static final int LONGEST = 200;
  private static final int MOST = 500;

  private Wishes() {}

  /**
   * The grant that is asked for; what is left out is as in another.
   *
   * @throws Refusal 400 naming every place that cannot be read
   */
  static Grant read(
      @Nullable List<String> storefronts,
      @Nullable List<String> roles,
      @Nullable List<String> teams,
      Grant otherwise) {
    var faults = new ArrayList<FieldError>();
    var asked =
        new Asked(
            names(storefronts, "storefronts", otherwise.storefronts(), faults),
            roles(roles, otherwise.roles(), faults),
            names(teams, "teams", otherwise.teams(), faults));
    if (!faults.isEmpty()) {
      throw Refusal.fields(faults);
    }
    return new Grant(asked.storefronts(), asked.roles(), asked.teams());
  }

  private record Asked(Set<String> storefronts, Set<String> roles, Set<String> teams) {}

  private static Set<String> roles(
      @Nullable List<String> wanted, Set<String> otherwise, List<FieldError> faults) {
    if (wanted == null) {
      if (otherwise.isEmpty()) {
        faults.add(new FieldError("/roles", "roles is missing; name some of " + ROLES));
      }
      return otherwise;
    }
    if (wanted.isEmpty()) {
      faults.add(new FieldError("/roles", "roles is empty; name some of " + ROLES));
    }
    for (var i = 0; i < wanted.size(); i++) {
      if (!ROLES.contains(String.valueOf(wanted.get(i)))) {
        faults.add(new FieldError("/roles/" + i, "a role must be one of " + ROLES));
      }
    }
    return kept(wanted);
  }

  private static Set<String> names(
      @Nullable List<String> wanted, String field, Set<String> otherwise, List<FieldError> faults) {
    if (wanted == null) {
      return otherwise;
    }
    if (wanted.isEmpty() || wanted.size() > MOST) {
      faults.add(
          new FieldError("/" + field, field + " must be 1 to " + MOST + " names, or [\"*\"]"));
    }
    for (var i = 0; i < wanted.size(); i++) {
      if (!readable(wanted.get(i))) {
        faults.add(new FieldError("/" + field + "/" + i, "must be 1 to 200 readable characters"));
      }
    }
    return kept(wanted);
  }

  private static boolean readable(@Nullable String name) {
    return name != null
        && !name.isBlank()
        && name.codePointCount(0, name.length()) <= LONGEST
        && name.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  /** Of what was refused nothing is made, so a null in it matters no more. */
  private static Set<String> kept(List<String> wanted) {
    var names = new TreeSet<String>();
    wanted.forEach(name -> names.add(String.valueOf(name)));
    return names.contains(Holder.EVERY) ? Set.of(Holder.EVERY) : names;
  }
}
