package heed.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.FormLinkSeal.Opened;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FormLinkSealTest {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final String KEY = key(1);
  private static final FormLinkSeal SEAL = FormLinkSeal.of(KEY, List.of());

  @Property(tries = 200)
  void whatWasSealedIsOpened(@ForAll("links") FormLink link) {
    assertThat(SEAL.open(SEAL.seal(link), NOW)).isEqualTo(new Opened.Valid(link));
  }

  @Property(tries = 300)
  void aTokenWithAnyBitChangedIsUnknown(
      @ForAll("links") FormLink link, @ForAll @IntRange(min = 0, max = 1 << 20) int place) {
    var bytes = Base64.getUrlDecoder().decode(SEAL.seal(link));
    var bit = place % (bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(SEAL.open(text(bytes), NOW)).isEqualTo(new Opened.Unknown());
  }

  @Property(tries = 300)
  void aTokenWithAnyCharacterChangedIsUnknown(
      @ForAll("links") FormLink link,
      @ForAll @IntRange(min = 0, max = 1 << 20) int place,
      @ForAll char other) {
    var token = new StringBuilder(SEAL.seal(link));
    var at = place % token.length();
    if (token.charAt(at) != other) {
      token.setCharAt(at, other);
      assertThat(SEAL.open(token.toString(), NOW)).isEqualTo(new Opened.Unknown());
    }
  }

  @Property(tries = 200)
  void whatNobodySealedIsUnknown(@ForAll String token) {
    assertThat(SEAL.open(token, NOW)).isEqualTo(new Opened.Unknown());
  }

  @Property(tries = 50)
  void aPartOfATokenIsUnknown(
      @ForAll("links") FormLink link, @ForAll @IntRange(min = 0, max = 1 << 20) int length) {
    var token = SEAL.seal(link);
    assertThat(SEAL.open(token.substring(0, length % token.length()), NOW))
        .isEqualTo(new Opened.Unknown());
  }

  @Property(tries = 50)
  void fromItsExpiryOnALinkIsExpiredAndStillSaysWhoseItWas(@ForAll("links") FormLink link) {
    var token = SEAL.seal(link);
    assertThat(SEAL.open(token, LATER.minusNanos(1))).isEqualTo(new Opened.Valid(link));
    assertThat(SEAL.open(token, LATER)).isEqualTo(new Opened.Expired(link));
  }

  @Property(tries = 50)
  void aKeyThatWasInForceBeforeStillOpens(@ForAll("links") FormLink link) {
    var rotated = FormLinkSeal.of(key(2), List.of(key(3), KEY));
    assertThat(rotated.open(SEAL.seal(link), NOW)).isEqualTo(new Opened.Valid(link));
    assertThat(SEAL.open(rotated.seal(link), NOW)).isEqualTo(new Opened.Unknown());
  }

  @Property(tries = 50)
  void nothingOfTheLinkCanBeReadFromItsToken(@ForAll("links") FormLink link) {
    var token = SEAL.seal(link);
    assertThat(token).matches("[A-Za-z0-9_-]+").hasSizeLessThan(FormLinkSeal.LONGEST_TOKEN);
    assertThat(SEAL.seal(link)).isNotEqualTo(token);
    assertThat(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.ISO_8859_1))
        .doesNotContain("orderKey", link.orderKey().toString());
  }

  @Example
  void anOrderTooLargeForAnAddressIsAskedAboutItsFirstProducts() {
    var many = IntStream.range(0, 50).mapToObj(i -> new Product(unlike(i), unlike(-i))).toList();
    var token = SEAL.seal(link(many));
    assertThat(token).hasSizeBetween(FormLinkSeal.LONGEST_TOKEN - 700, FormLinkSeal.LONGEST_TOKEN);
    var asked = ((Opened.Valid) SEAL.open(token, NOW)).link().products();
    assertThat(asked).isNotEmpty().hasSizeLessThan(50).isEqualTo(many.subList(0, asked.size()));
  }

  @Example
  void theOneProductOfAnOrderIsAskedAboutHoweverLongItsName() {
    var only = List.of(new Product("p", unlike(1).repeat(2)));
    assertThat(SEAL.open(SEAL.seal(link(only)), NOW)).isInstanceOf(Opened.Valid.class);
  }

  @Example
  void whatAnEarlierReleaseSealedStillOpens() {
    var opened =
        SEAL.open(
            "AYdXnvsYn-eSP1ewiqSDbHs-jpFUMbn0LCCYgeBQ6lGXPDRMu_hLg9I74VSwI5XHnaWcorITLCrrMzAWds3skd-cafC-eQOHNTyA62zP4I-Vw5eTYIAd091LMjh_0nOnxHJMxcg5g_9SNuiIU1Vx65Hbl8-oN0YW-XUEwmnZO5GPFlyiwNwXySRZysx01z3pgXKjjc8CSAdCzJqHNHZTRyP8iMNQU1RzohnLFK0FM6qQ120G98fk4VbeptAi9Pavq-qSL-tHQWk",
            NOW);
    assertThat(((Opened.Valid) opened).link().products())
        .containsExactly(new Product("p", "Kettle"));
  }

  @Example
  void aKeyThatIsNoneIsRefusedByItsSettingAndNeverShown() {
    assertThatThrownBy(() -> FormLinkSeal.of("c2hvcnQ=", List.of()))
        .hasMessageContaining("heed.form.key is not usable")
        .hasMessageContaining("openssl rand -base64 32")
        .hasMessageNotContaining("c2hvcnQ");
    assertThatThrownBy(() -> FormLinkSeal.of(KEY, List.of("no base64!")))
        .hasMessageContaining("heed.form.previous-keys is not usable");
  }

  @Example
  void aLinkIsGivenByMailOrAsASurveyAndIsOfAtLeastOneProduct() {
    assertThatThrownBy(() -> link(List.of())).hasMessageContaining("must be 1 to 50");
    assertThatThrownBy(
            () ->
                new FormLink(
                    UUID.randomUUID(),
                    "riga",
                    "1",
                    List.of(new Product("p", null)),
                    null,
                    null,
                    null,
                    NOW,
                    Channel.SOCIAL,
                    LATER))
        .hasMessage("channel is SOCIAL, must be EMAIL or SURVEY");
  }

  @Provide
  Arbitrary<FormLink> links() {
    var word = Arbitraries.strings().ofMinLength(1).ofMaxLength(30);
    var whole = word.filter(s -> s.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
    var products =
        Combinators.combine(whole, whole.injectNull(0.3))
            .as(Product::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(5);
    var customers =
        Combinators.combine(
                whole.injectNull(0.3), whole.injectNull(0.3), Arbitraries.of(true, false))
            .as(Customer::new);
    return Combinators.combine(
            Arbitraries.randomValue(r -> new UUID(r.nextLong(), r.nextLong())),
            whole,
            products,
            customers.injectNull(0.3),
            Arbitraries.of("lv", "pt-BR").injectNull(0.3),
            Arbitraries.of(Channel.EMAIL, Channel.SURVEY))
        .as(
            (key, order, list, customer, language, channel) ->
                new FormLink(
                    key, "riga", order, list, customer, language, "LV", NOW, channel, LATER));
  }

  private static FormLink link(List<Product> products) {
    return new FormLink(
        UUID.randomUUID(), "riga", "1", products, null, "lv", "LV", NOW, Channel.EMAIL, LATER);
  }

  /** Two hundred characters that no compression makes much shorter. */
  private static String unlike(int seed) {
    var chance = new SplittableRandom(seed);
    return chance
        .ints(200, 'A', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String key(int seed) {
    var bytes = new byte[32];
    bytes[0] = (byte) seed;
    return Base64.getEncoder().encodeToString(bytes);
  }
}
