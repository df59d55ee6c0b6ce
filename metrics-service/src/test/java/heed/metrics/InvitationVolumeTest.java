package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How long the KPIs of asking take, with {@code -Dheed.invitations.volume=1000000}: so many
 * invitations of 90 days, 3 storefronts, 2,000 products, 5 countries; beside them the plain
 * aggregate over the same rows.
 */
@EnabledIfSystemProperty(named = "heed.invitations.volume", matches = "[0-9]+")
class InvitationVolumeTest {
  private static final int ALL = Integer.getInteger("heed.invitations.volume", 0);
  private static final int ROUNDS = 31;
  private static final List<String> SHOPS = List.of("shop-0", "shop-1", "shop-2");

  private static final String FILL =
      """
      insert into invitations (order_key, storefront, revision, country, language, products, day,
        sent_at, reminded_at, opened_at, answered_at, declined_at, bounced_at)
      select gen_random_uuid(), 'shop-' || i %% 3, i, (array['LV', 'DE', 'SI', 'GB', 'PL'])[1 + i %% 5],
        (array['lv', 'de', 'sl', 'en', 'pl'])[1 + i %% 5],
        array['sku-' || i::bigint * 7919 %% 2000, 'sku-' || i::bigint * 104729 %% 2000],
        date_trunc('day', at, 'UTC'), at,
        case when i %% 3 > 0 then at + interval '5 days' end,
        case when i %% 2 = 0 then at + interval '1 day' end,
        case when i %% 4 = 0 then at + interval '1 day' end,
        case when i %% 50 = 1 then at + interval '1 day' end, null
      from (select i, now() - interval '90 days' * (i::float8 / %1$d) as at
        from generate_series(1, %1$d) i) as made
      """;

  @Test
  void figures() throws Exception {
    var folder = Path.of(System.getProperty("heed.volume.folder", "target/volume-invitations"));
    try (var postgres = EmbeddedPostgres.start(folder, 0, List.of("asked"))) {
      var volume = Volume.of(postgres, "asked");
      Flyway.configure()
          .dataSource(volume.url(), volume.name(), volume.password())
          .load()
          .migrate();
      if (volume.asked("select 1 from invitations limit 1").isEmpty()) {
        volume.run(FILL.formatted(ALL));
        volume.run(
            "insert into invitation_days select storefront, day, product, country, language,"
                + " sent, reminded, opened, answered, declined, bounced from invitation_days_of_rows");
        volume.run("vacuum analyze invitations");
        volume.run("vacuum analyze invitation_days");
      }
      try (var pool = FoldingSpeed.pool(volume, 1)) {
        ask(new Transactions(pool), volume);
      }
    }
  }

  private static void ask(Transactions transactions, Volume volume) throws Exception {
    System.out.printf(
        "invitations: %s rows of sums%n", volume.asked("select count(*) from invitation_days"));
    for (var filters :
        List.<Map<Dimension, String>>of(
            Map.of(), Map.of(Dimension.PRODUCT, "sku-7"), Map.of(Dimension.COUNTRY, "LV"))) {
      for (var window : Window.values()) {
        var cut =
            new Cut(filters.containsKey(Dimension.PRODUCT) ? SHOPS.subList(0, 1) : SHOPS, filters);
        var millis = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
          var start = System.nanoTime();
          var to = Instant.now().truncatedTo(ChronoUnit.MILLIS);
          InvitationCounts counts =
              transactions.read(c -> InvitationSums.of(c, cut, to.minus(window.length()), to));
          millis[round] = (System.nanoTime() - start) / 1e6;
          assertThat(counts.sent()).isGreaterThanOrEqualTo(counts.opened());
        }
        Arrays.sort(millis);
        System.out.printf(
            "invitations: %s %s median %.1f ms, slowest %.1f ms%n",
            window.label(), filters, millis[ROUNDS / 2], millis[ROUNDS - 1]);
      }
    }
    var plain = new double[11];
    for (var round = 0; round < plain.length; round++) {
      var start = System.nanoTime();
      volume.asked(
          "select count(*) || ' ' || count(reminded_at) || ' ' || count(opened_at)"
              + " || ' ' || count(*) filter (where answered_at >= sent_at) from invitations"
              + " where storefront = any ('{shop-0,shop-1,shop-2}') and sent_at > now() - interval '90 days'");
      plain[round] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(plain);
    System.out.printf(
        "invitations: the plain aggregate, 90d, median %.1f ms%n", plain[plain.length / 2]);
  }
}
