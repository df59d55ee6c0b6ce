package heed.door;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Who is at the door, and for which storefronts. */
@RequestScoped
public class Caller {
  private final SecurityIdentity identity;
  private final Optional<String> defaultStorefront;

  Caller(
      SecurityIdentity identity,
      @ConfigProperty(name = "heed.ingest.default-storefront") Optional<String> defaultStorefront) {
    this.identity = identity;
    this.defaultStorefront = defaultStorefront;
  }

  /** Who it is; null if nobody said so. */
  public @Nullable Holder holder() {
    return identity.getAttribute(KeyAuthentication.HOLDER);
  }

  /** The name of the key or the person, as timelines and audit logs show it. */
  public String name() {
    return identity.getPrincipal().getName();
  }

  /** True if the caller has this role, see {@link Role}. */
  public boolean hasRole(String role) {
    return identity.hasRole(role);
  }

  /** True if the caller may act for this storefront. */
  public boolean mayUse(String storefront) {
    return storefronts().map(s -> s.contains(storefront)).orElse(true);
  }

  /**
   * The storefronts the caller may see; empty means every one. An anonymous caller may see none.
   */
  public Optional<Set<String>> storefronts() {
    var holder = holder();
    return holder == null ? Optional.of(Set.of()) : narrowed(holder.storefronts());
  }

  /** The teams whose cases the caller may see; empty means every one. */
  public Optional<Set<String>> teams() {
    var holder = holder();
    return holder == null ? Optional.of(Set.of()) : narrowed(holder.teams());
  }

  private static Optional<Set<String>> narrowed(Set<String> names) {
    return names.contains(Holder.EVERY) ? Optional.empty() : Optional.of(names);
  }

  /**
   * The storefront to act for: the one asked for, else the key's only one, else {@code
   * heed.ingest.default-storefront}.
   *
   * @throws Refusal 403 if the key may not use it, 400 if none is named and none is implied
   */
  public String storefront(@Nullable String requested) {
    if (requested != null && !requested.isEmpty()) {
      if (!mayUse(requested)) {
        throw Refusal.status(403, "storefront: this key may not act for it; use a key that does");
      }
      return requested;
    }
    return implied()
        .filter(this::mayUse)
        .orElseThrow(
            () ->
                Refusal.field(
                    "/storefront",
                    "storefront is missing, and this key does not imply one; name it"));
  }

  private Optional<String> implied() {
    var own = storefronts();
    return own.isPresent() && own.get().size() == 1
        ? own.get().stream().findFirst()
        : defaultStorefront;
  }
}
