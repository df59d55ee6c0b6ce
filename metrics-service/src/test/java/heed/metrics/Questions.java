package heed.metrics;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What is asked of a full database, and how long the answers take. */
final class Questions {
  private static final int CALLS = Integer.getInteger("heed.volume.calls", 300);
  private static final ZoneId UTC = ZoneId.of("UTC");

  private interface Question {
    Object ask(int round);
  }

  private final Kpis kpis;
  private final CpuTime.Server server;
  private final Random random = new Random(12);

  Questions(Kpis kpis, CpuTime.Server server) {
    this.kpis = kpis;
    this.server = server;
  }

  void ask() {
    ask("kpis of a storefront", i -> kpis.of(cut(one(random)), Window.QUARTER));
    ask("kpis of all storefronts", i -> kpis.of(cut(Volume.SHOPS), Window.QUARTER));
    ask(
        "kpis of a product",
        i -> kpis.of(cut(one(random), Dimension.PRODUCT, product(random)), Window.QUARTER));
    ask(
        "kpis of the most popular product",
        i -> kpis.of(cut(List.of("riga-shop"), Dimension.PRODUCT, "sku-0"), Window.QUARTER));
    ask(
        "kpis of a country",
        i ->
            kpis.of(
                cut(Volume.SHOPS, Dimension.COUNTRY, pick(random, "LV", "DE", "SI", "PL")),
                Window.QUARTER));
    ask(
        "kpis of a channel",
        i ->
            kpis.of(
                cut(
                    Volume.SHOPS,
                    Dimension.CHANNEL,
                    pick(random, "STOREFRONT", "APP", "EMAIL", "SOCIAL")),
                Window.QUARTER));
    ask(
        "kpis of a language",
        i ->
            kpis.of(
                cut(Volume.SHOPS, Dimension.LANGUAGE, pick(random, "lv", "de", "sl", "pl")),
                Window.QUARTER));
    ask(
        "kpis of a storefront's country",
        i ->
            kpis.of(
                cut(one(random), Dimension.COUNTRY, pick(random, "LV", "DE", "SI", "PL")),
                Window.QUARTER));
    ask("kpis of a day", i -> kpis.of(cut(Volume.SHOPS), Window.DAY));
    ask(
        "series of NPS by day",
        i -> kpis.series(cut(Volume.SHOPS), Kpi.NPS, Window.QUARTER, Step.DAY, UTC));
    ask(
        "series of NPS by day in Riga",
        i ->
            kpis.series(
                cut(one(random)), Kpi.NPS, Window.QUARTER, Step.DAY, ZoneId.of("Europe/Riga")));
    ask(
        "NPS by country",
        i -> kpis.by(cut(Volume.SHOPS), Dimension.COUNTRY, Kpi.NPS, Window.QUARTER));
    ask(
        "rating by product",
        10,
        i -> kpis.by(cut(one(random)), Dimension.PRODUCT, Kpi.RATING, Window.QUARTER));
    ask(
        "kpis of a product in a country",
        30,
        i -> {
          var cut =
              new Cut(
                  one(random), Map.of(Dimension.PRODUCT, product(random), Dimension.COUNTRY, "LV"));
          return kpis.of(cut, Window.QUARTER);
        });
    ask(
        "kpis of two dimensions, 24h",
        10,
        i -> {
          var cut = new Cut(one(random), Map.of(Dimension.CHANNEL, "APP", Dimension.COUNTRY, "LV"));
          return kpis.of(cut, Window.DAY);
        });
  }

  private void ask(String what, Question question) {
    ask(what, CALLS, question);
  }

  private void ask(String what, int calls, Question question) {
    for (var i = 0; i < Math.min(calls, 20); i++) {
      question.ask(i);
    }
    var before = CpuTime.now(server);
    var millis = new double[calls];
    for (var i = 0; i < calls; i++) {
      var start = System.nanoTime();
      question.ask(i);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    var cpu = CpuTime.now(server).since(before);
    Arrays.sort(millis);
    System.out.printf(
        "volume: %s: median %.1f, p90 %.1f, p99 %.1f ms of %d; processor time %.1f ms%n",
        what,
        millis[calls / 2],
        millis[calls * 9 / 10],
        millis[calls * 99 / 100],
        calls,
        cpu.seconds() * 1e3 / calls);
  }

  static List<String> one(Random random) {
    return List.of(Volume.SHOPS.get(Math.min(2, random.nextInt(10) / 4)));
  }

  static String product(Random random) {
    return "sku-" + (int) (2000 * Math.pow(random.nextDouble(), 2));
  }

  static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static Cut cut(List<String> storefronts) {
    return new Cut(storefronts, Map.of());
  }

  private static Cut cut(List<String> storefronts, Dimension dimension, String value) {
    return new Cut(storefronts, Map.of(dimension, value));
  }
}
