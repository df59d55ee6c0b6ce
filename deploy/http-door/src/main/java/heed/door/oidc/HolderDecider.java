package heed.door.oidc;

import heed.door.Holder;
import heed.door.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** Who somebody is here, from what a proven token says. Denies by default. */
final class HolderDecider {
  private static final Set<String> OF_A_SIGN_IN = Set.of("sid", "auth_time", "nonce");

  /** What came of it. */
  sealed interface Verdict {
    record Accepted(Holder holder) implements Verdict {}

    /** Known to the provider, but no value of its roles claim gives a role here. */
    record WithoutRole() implements Verdict {}

    /** A person's token where a program's is due, or one that names no client. */
    record NoProgram() implements Verdict {}
  }

  private final HolderRules rules;
  private final String issuerHash;

  HolderDecider(HolderRules rules) {
    this.rules = rules;
    this.issuerHash = hash(rules.issuer());
  }

  /** A person, from the token of a sign-in. Never a storefront: those are programs. */
  Verdict person(String subject, Claims claims) {
    var roles = roles(claims);
    roles.remove(Role.STOREFRONT);
    var name =
        rules.nameClaims().stream()
            .map(claims::text)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(subject);
    return holder("oidc:" + issuerHash + ":" + subject, name, Holder.Kind.PERSON, roles, claims);
  }

  /** A program, from the token that its own credentials got. */
  Verdict program(Claims claims) {
    var azp = claims.text("azp");
    var client = azp == null ? claims.text("client_id") : azp;
    if (client == null
        || client.equals(rules.console())
        || OF_A_SIGN_IN.stream().anyMatch(claims::has)) {
      return new Verdict.NoProgram();
    }
    return holder("oidc-client:" + client, client, Holder.Kind.KEY, roles(claims), claims);
  }

  private Verdict holder(
      String id, String name, Holder.Kind kind, Set<String> roles, Claims claims) {
    if (roles.isEmpty()) {
      return new Verdict.WithoutRole();
    }
    return new Verdict.Accepted(
        new Holder(id, name, kind, storefronts(claims), roles, teams(claims, roles)));
  }

  private Set<String> roles(Claims claims) {
    var values = claims.texts(rules.rolesClaim());
    var roles = new LinkedHashSet<String>();
    rules
        .roleValues()
        .forEach(
            (role, giving) -> {
              if (giving.stream().anyMatch(values::contains)) {
                roles.add(role);
              }
            });
    return roles;
  }

  private Set<String> storefronts(Claims claims) {
    var claimed = claims.texts(rules.storefrontsClaim());
    return claimed.isEmpty() ? rules.defaultStorefronts() : claimed;
  }

  private Set<String> teams(Claims claims, Set<String> roles) {
    if (rules.allTeams().stream().anyMatch(roles::contains)) {
      return Set.of(Holder.EVERY);
    }
    var claimed = claims.texts(rules.teamsClaim());
    return claimed.isEmpty() ? rules.defaultTeams() : claimed;
  }

  /** Tells issuers apart in an id; two installations' subjects never meet. */
  private static String hash(String issuer) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(issuer.getBytes(StandardCharsets.UTF_8)))
          .substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
