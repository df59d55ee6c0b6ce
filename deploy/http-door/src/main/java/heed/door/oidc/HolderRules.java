package heed.door.oidc;

import heed.door.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a provider's claims mean here.
 *
 * @param issuer as tokens name it
 * @param console the client that people sign in to, which is no program
 * @param roleValues by our role, the values of the roles claim that give it
 * @param allTeams our roles whose holders see every team
 */
record HolderRules(
    String issuer,
    String console,
    List<String> nameClaims,
    String rolesClaim,
    String storefrontsClaim,
    String teamsClaim,
    Map<String, Set<String>> roleValues,
    Set<String> defaultStorefronts,
    Set<String> defaultTeams,
    Set<String> allTeams) {
  private static final Set<String> ROLES =
      Set.of(Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN);

  HolderRules {
    if (!ROLES.containsAll(allTeams)) {
      throw new IllegalArgumentException(
          "heed.oidc.all-teams is %s, may only hold %s".formatted(allTeams, ROLES));
    }
  }

  static HolderRules of(OidcConfig config) {
    var roles = new LinkedHashMap<String, Set<String>>();
    roles.put(Role.STOREFRONT, config.roles().storefront().orElse(Set.of()));
    roles.put(Role.AGENT, config.roles().agent().orElse(Set.of()));
    roles.put(Role.LEAD, config.roles().lead().orElse(Set.of()));
    roles.put(Role.ANALYST, config.roles().analyst().orElse(Set.of()));
    roles.put(Role.ADMIN, config.roles().admin().orElse(Set.of()));
    return new HolderRules(
        config.issuer().orElse(""),
        config.clientId(),
        config.claims().name(),
        config.claims().roles(),
        config.claims().storefronts(),
        config.claims().teams(),
        roles,
        config.defaultStorefronts().orElse(Set.of()),
        config.defaultTeams().orElse(Set.of()),
        config.allTeams());
  }
}
