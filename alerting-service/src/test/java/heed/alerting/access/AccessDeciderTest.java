package heed.alerting.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.alerting.access.AccessDecider.Hand;
import heed.door.Holder;
import heed.door.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessDeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
  private static final String A = KeySecret.sha256("a");
  private static final String B = KeySecret.sha256("b");
  private static final Grant EVERYTHING =
      new Grant(
          Set.of("*"), Set.of("storefront", "agent", "lead", "analyst", "admin"), Set.of("*"));
  private static final Grant RIGA =
      new Grant(Set.of("riga-shop"), Set.of("admin", "agent"), Set.of("baltics"));
  private static final Hand ADMIN = new Hand("key:demo", "demo", EVERYTHING);
  private static final Hand OF_RIGA = new Hand("person-1", "Ilze", RIGA);

  private static Entry key(Hand by, Grant grant) {
    return AccessDecider.key(by, "key-1", "till", grant, A, null, NOW);
  }

  private static Entry person(Grant grant) {
    return AccessDecider.person(ADMIN, "person-2", "Marko", grant, "token", NOW);
  }

  private static List<String> opening(Entry key, Instant at) {
    return ((Credential.Key) key.credential())
        .hashes(at).stream().map(Credential.Hash::sha256).toList();
  }

  private static void refused(int status, ThrowingCallable deed) {
    assertThatThrownBy(deed)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.status()).isEqualTo(status));
  }

  @Test
  void whomAProviderGivesNoStorefrontsKeepsNobody() {
    refused(403, () -> Grant.of(vouched(Set.of(), Set.of("*"))));
    refused(403, () -> Grant.of(vouched(Set.of("*"), Set.of())));
    assertThat(Grant.of(vouched(Set.of("riga-shop"), Set.of("baltics"))).teams())
        .containsExactly("baltics");
  }

  private static Holder vouched(Set<String> storefronts, Set<String> teams) {
    return new Holder(
        "oidc:1:ilze", "Ilze", Holder.Kind.PERSON, storefronts, Set.of("admin"), teams);
  }

  @Test
  void nobodyGivesMoreThanHeHas() {
    assertThat(key(OF_RIGA, RIGA).grant()).isEqualTo(RIGA);
    var roles = Set.of("agent");
    var shops = Set.of("riga-shop");
    var teams = Set.of("baltics");
    refused(403, () -> key(OF_RIGA, new Grant(shops, Set.of("lead"), teams)));
    refused(403, () -> key(OF_RIGA, new Grant(Set.of("*"), roles, teams)));
    refused(403, () -> key(OF_RIGA, new Grant(Set.of("ljubljana"), roles, teams)));
    refused(403, () -> key(OF_RIGA, new Grant(shops, roles, Set.of("*"))));
    refused(403, () -> AccessDecider.changed(OF_RIGA, person(RIGA), EVERYTHING, false));
    refused(
        403, () -> AccessDecider.person(OF_RIGA, "person-3", "Marko", EVERYTHING, "token", NOW));
  }

  @Test
  void nobodyTouchesWhoHasMoreThanHe() {
    assertThat(AccessDecider.may(OF_RIGA, key(ADMIN, EVERYTHING))).isFalse();
    assertThat(AccessDecider.may(OF_RIGA, key(ADMIN, RIGA))).isTrue();
  }

  @Test
  void bothKeysOpenUntilTheOverlapIsOver() {
    var rotated = AccessDecider.rotated(key(ADMIN, RIGA), B, null, NOW);
    var ends = NOW.plus(AccessDecider.OVERLAP);
    assertThat(opening(rotated, ends.minusMillis(1))).containsExactly(B, A);
    assertThat(opening(rotated, ends)).containsExactly(B);
    assertThat(rotated.generation()).isZero();
  }

  @Test
  void withoutOverlapTheKeyBeforeAndItsSessionsEndAtOnce() {
    var rotated = AccessDecider.rotated(key(ADMIN, RIGA), B, Duration.ZERO, NOW);
    assertThat(opening(rotated, NOW)).containsExactly(B);
    assertThat(rotated.generation()).isEqualTo(1);
  }

  @Test
  void anOverlapNeverOutlivesTheKey() {
    var ends = NOW.plus(Duration.ofHours(1));
    var short_ = AccessDecider.key(ADMIN, "key-1", "till", RIGA, A, ends, NOW);
    assertThat(opening(AccessDecider.rotated(short_, B, null, NOW), ends)).isEmpty();
    refused(409, () -> AccessDecider.rotated(short_, B, null, ends));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1S", "P30DT1S", "P300D"})
  void anOverlapOutOfBoundsIsRefused(String overlap) {
    var key = key(ADMIN, RIGA);
    refused(400, () -> AccessDecider.rotated(key, B, Duration.parse(overlap), NOW));
  }

  @Test
  void theLongestOverlapIsTaken() {
    var rotated = AccessDecider.rotated(key(ADMIN, RIGA), B, Duration.ofDays(30), NOW);
    assertThat(opening(rotated, NOW.plus(Duration.ofDays(30)).minusMillis(1)))
        .containsExactly(B, A);
  }

  @Test
  void aKeyThatIsOverBeforeItBeginsIsRefused() {
    refused(400, () -> AccessDecider.key(ADMIN, "key-1", "till", RIGA, A, NOW, NOW));
  }

  @Test
  void nobodyShutsHimselfOut() {
    var ilze = AccessDecider.person(ADMIN, OF_RIGA.id(), "Ilze", RIGA, "token", NOW);
    refused(409, () -> AccessDecider.gone(OF_RIGA, ilze));
    refused(409, () -> AccessDecider.changed(OF_RIGA, ilze, RIGA, true));
    refused(
        409,
        () ->
            AccessDecider.changed(
                OF_RIGA,
                ilze,
                new Grant(RIGA.storefronts(), Set.of("agent"), RIGA.teams()),
                false));
  }

  @Test
  void disablingEndsSessionsAndEnablingBringsNoneBack() {
    var disabled = AccessDecider.changed(ADMIN, person(RIGA), RIGA, true);
    assertThat(disabled.generation()).isEqualTo(1);
    assertThat(AccessDecider.changed(ADMIN, disabled, RIGA, true).generation()).isEqualTo(1);
    assertThat(AccessDecider.changed(ADMIN, disabled, RIGA, false).generation()).isEqualTo(1);
  }

  @Test
  void anInvitationHoldsOnceAndForThreeDays() {
    var marko = person(RIGA);
    var ends = NOW.plus(AccessDecider.INVITED);
    assertThat(AccessDecider.stillInvited(marko, ends.minusMillis(1))).isTrue();
    assertThat(AccessDecider.stillInvited(marko, ends)).isFalse();
    assertThat(AccessDecider.stillInvited(marko.disabled(true), NOW)).isFalse();
    var in = AccessDecider.withPassword(marko, "stretched");
    assertThat(AccessDecider.stillInvited(in, NOW)).isFalse();
    assertThat(in.generation()).isEqualTo(1);
    var again = AccessDecider.invited(in, "other", NOW);
    assertThat(((Credential.Password) again.credential()).password()).isEqualTo("stretched");
  }

  @Test
  void whatIsToldOfWhoIsGoneOpensNothing() {
    var told = AccessDecider.gone(ADMIN, key(ADMIN, RIGA)).told();
    assertThat(told.revoked()).isTrue();
    assertThat(told.keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "short, false",
    "aaaaaaaaaaaaaaa, false",
    "marko marko marko, false",
    "MARKO-and-more-words, false",
    "correct horse battery, true",
    "žagar čopič šiška, true"
  })
  void aPasswordIsNotGuessedAtOnce(String password, boolean taken) {
    if (taken) {
      assertThat(AccessDecider.checked(password, "Marko")).isEqualTo(password);
    } else {
      refused(400, () -> AccessDecider.checked(password, "Marko"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12, true",
    "11, false",
    "200, true",
    "201, false",
  })
  void aPasswordIsNeitherTooShortNorTooLong(int length, boolean taken) {
    var password = "abcde".repeat(41).substring(0, length);
    if (taken) {
      assertThat(AccessDecider.checked(password, "Marko")).isEqualTo(password);
    } else {
      refused(400, () -> AccessDecider.checked(password, "Marko"));
    }
  }

  @Test
  void aPasswordHasFiveDifferentCharactersAtLeast() {
    assertThat(AccessDecider.checked("abcdeabcdeabcde", "Marko")).isNotEmpty();
    refused(400, () -> AccessDecider.checked("abcdabcdabcdabcd", "Marko"));
  }

  @Test
  void aPasswordIsFoundByNothingButItself() {
    var kept = Stretched.of("correct horse battery");
    assertThat(kept).startsWith("pbkdf2-sha256$600000$").doesNotContain("horse");
    assertThat(Stretched.fits(kept, "correct horse battery")).isTrue();
    assertThat(Stretched.fits(kept, "correct horse batterz")).isFalse();
    assertThat(Stretched.fits(null, "anything")).isFalse();
  }

  @Test
  void aKeyIsKnownByItsLooksAndItsChecksum() {
    var random = RandomGenerator.of("L64X128MixRandom");
    var number = KeySecret.number(random);
    var secret = KeySecret.draw(number, random);
    assertThat(secret).startsWith("heed_" + number + "_").hasSize(67);
    assertThat(KeySecret.wellFormed(secret)).isTrue();
    var last = secret.charAt(30) == 'x' ? 'y' : 'x';
    assertThat(KeySecret.wellFormed(secret.substring(0, 30) + last + secret.substring(31)))
        .isFalse();
    assertThat(KeySecret.wellFormed(secret.substring(1))).isFalse();
    assertThat(KeySecret.draw(number, random)).isNotEqualTo(secret);
  }

  @Test
  void namesThatLookAlikeAreOne() {
    assertThat(Handle.of(" ILZE ")).isEqualTo(Handle.of("Ｉｌｚｅ"));
    assertThat(Handle.name("  Jānis  ")).isEqualTo("Jānis");
    for (var bad : new String[] {"", "  ", "a\u0000b", "a\u202Eb", "x".repeat(101)}) {
      refused(400, () -> Handle.name(bad));
    }
  }

  @Test
  void everyPlaceThatCannotBeReadIsNamed() {
    assertThatThrownBy(
            () -> Wishes.read(List.of(), List.of("agent", "boss"), List.of("x", " "), RIGA))
        .isInstanceOfSatisfying(
            Refusal.class,
            r ->
                assertThat(r.errors())
                    .extracting("pointer")
                    .containsExactly("/storefronts", "/roles/1", "/teams/1"));
    assertThat(Wishes.read(null, null, null, RIGA)).isEqualTo(RIGA);
    assertThat(Wishes.read(List.of("a", "*"), List.of("agent"), null, RIGA).storefronts())
        .containsExactly("*");
  }

  @Test
  void neighboursInOneNetworkAreOneAddress() {
    assertThat(Address.of("2001:db8:1:2:3:4:5:6")).isEqualTo(Address.of("2001:db8:1:2:9:9:9:9"));
    assertThat(Address.of("2001:db8:1:3::1")).isNotEqualTo(Address.of("2001:db8:1:2::1"));
    assertThat(Address.of("192.0.2.7")).isEqualTo("192.0.2.7");
  }
}
