package heed.door.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.door.Holder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolderDeciderTest {
  private static final String SUBJECT = "8f6c";
  private final HolderDecider decider = new HolderDecider(rules(Set.of(), Set.of()));

  private static HolderRules rules(Set<String> storefronts, Set<String> teams) {
    return new HolderRules(
        "https://id.example/realms/heed",
        "heed-console",
        List.of("preferred_username", "name"),
        "realm_access/roles",
        "storefronts",
        "teams",
        Map.of(
            "storefront", Set.of("shop"),
            "lead", Set.of("leads", "bosses"),
            "admin", Set.of("admins")),
        storefronts,
        teams,
        Set.of("admin"));
  }

  private static Map<String, Object> claims(Object... roles) {
    var claims = new HashMap<String, Object>();
    claims.put("realm_access", Map.of("roles", List.of(roles)));
    return claims;
  }

  private Holder person(Map<String, Object> claims) {
    return accepted(decider.person(SUBJECT, new Claims(claims)));
  }

  private static Holder accepted(HolderDecider.Verdict verdict) {
    return ((HolderDecider.Verdict.Accepted) verdict).holder();
  }

  @Test
  void aPersonHasTheRolesThatHisValuesGive() {
    var claims = claims("bosses", "staff", "leads");
    claims.put("preferred_username", "ilze");
    claims.put("storefronts", List.of("riga-shop"));
    claims.put("teams", List.of("delivery"));
    var holder = person(claims);
    assertThat(holder.roles()).containsExactly("lead");
    assertThat(holder.name()).isEqualTo("ilze");
    assertThat(holder.kind()).isEqualTo(Holder.Kind.PERSON);
    assertThat(holder.storefronts()).containsExactly("riga-shop");
    assertThat(holder.teams()).containsExactly("delivery");
    assertThat(holder.id()).matches("oidc:[0-9a-f]{12}:8f6c");
  }

  @Test
  void nobodyHasARoleByItsNameAlone() {
    assertThat(decider.person(SUBJECT, new Claims(claims("lead", "admin", "agent"))))
        .isInstanceOf(HolderDecider.Verdict.WithoutRole.class);
    assertThat(decider.person(SUBJECT, new Claims(Map.of())))
        .isInstanceOf(HolderDecider.Verdict.WithoutRole.class);
  }

  @Test
  void aPersonIsNeverAStorefront() {
    assertThat(decider.person(SUBJECT, new Claims(claims("shop"))))
        .isInstanceOf(HolderDecider.Verdict.WithoutRole.class);
  }

  @Test
  void whatIsNotClaimedIsNotSeenUnlessConfigured() {
    assertThat(person(claims("leads")).storefronts()).isEmpty();
    assertThat(person(claims("leads")).teams()).isEmpty();
    var generous = new HolderDecider(rules(Set.of("riga-shop"), Set.of("general")));
    var holder = accepted(generous.person(SUBJECT, new Claims(claims("leads"))));
    assertThat(holder.storefronts()).containsExactly("riga-shop");
    assertThat(holder.teams()).containsExactly("general");
  }

  @Test
  void anAdminSeesEveryTeam() {
    assertThat(person(claims("admins")).teams()).containsExactly(Holder.EVERY);
  }

  @Test
  void whoHasNoNameIsCalledByHisId() {
    assertThat(person(claims("leads")).name()).isEqualTo(SUBJECT);
    var odd = claims("leads");
    odd.put("preferred_username", "a\nb");
    odd.put("name", "Ilze K");
    assertThat(person(odd).name()).isEqualTo("Ilze K");
  }

  @Test
  void rolesAreFoundUnderAnAddressAndInAListOfWords() {
    assertThat(
            new Claims(Map.of("https://shop.example/roles", List.of("a")))
                .texts("https://shop.example/roles"))
        .containsExactly("a");
    assertThat(new Claims(Map.of("scope", "openid shop")).texts("scope"))
        .containsExactly("openid", "shop");
    assertThat(new Claims(Map.of("realm_access", "text")).texts("realm_access/roles")).isEmpty();
    assertThat(new Claims(Map.of("roles", List.of(1, Map.of()))).texts("roles")).isEmpty();
  }

  @Test
  void aProgramIsItsClient() {
    var claims = claims("shop");
    claims.put("azp", "backend");
    claims.put("storefronts", List.of("riga-shop"));
    var holder = accepted(decider.program(new Claims(claims)));
    assertThat(holder.id()).isEqualTo("oidc-client:backend");
    assertThat(holder.kind()).isEqualTo(Holder.Kind.KEY);
    assertThat(holder.roles()).containsExactly("storefront");
  }

  @Test
  void theClientMayBeNamedAsRfc9068Has() {
    var claims = claims("shop");
    claims.put("client_id", "backend");
    assertThat(accepted(decider.program(new Claims(claims))).name()).isEqualTo("backend");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sid", "auth_time", "nonce"})
  void aPersonsTokenIsNoProgram(String claim) {
    var claims = claims("shop");
    claims.put("azp", "backend");
    claims.put(claim, "x");
    assertThat(decider.program(new Claims(claims)))
        .isInstanceOf(HolderDecider.Verdict.NoProgram.class);
  }

  @Test
  void theConsoleIsNoProgram() {
    var claims = claims("shop");
    assertThat(decider.program(new Claims(claims)))
        .isInstanceOf(HolderDecider.Verdict.NoProgram.class);
    claims.put("azp", "heed-console");
    assertThat(decider.program(new Claims(claims)))
        .isInstanceOf(HolderDecider.Verdict.NoProgram.class);
  }

  @Test
  void aRoleThatThereIsNotIsRefusedAtTheStart() {
    assertThatThrownBy(
            () ->
                new HolderRules(
                    "", "", List.of(), "", "", "", Map.of(), Set.of(), Set.of(), Set.of("boss")))
        .hasMessageContaining("heed.oidc.all-teams is [boss], may only hold");
  }
}
