package heed.drill;

import heed.events.Ids;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reviews, many in one request. */
final class Bulk {
  private static final int FILE = 1_000;

  private final Heed heed;
  private final Ledger ledger;

  Bulk(Heed heed, Ledger ledger) {
    this.heed = heed;
    this.ledger = ledger;
  }

  /** Posts complaints until all are accepted. */
  void complaints(String storefront, int count) throws InterruptedException {
    for (int from = 0; from < count; from += FILE) {
      insist(storefront, from, Math.min(FILE, count - from), true);
    }
  }

  /** Posts reviews, every fifth a complaint, in one file, until the whole file is accepted. */
  void reviews(String storefront, int from, int count) throws InterruptedException {
    insist(storefront, from, count, false);
  }

  private void insist(String storefront, int from, int count, boolean allUnhappy)
      throws InterruptedException {
    var lines = lines(storefront, from, count, allUnhappy);
    while (!accepted(lines, count)) {
      note(storefront, from, count, allUnhappy, Fate.INDEFINITE);
      Wait.pass(Duration.ofMillis(300));
    }
    note(storefront, from, count, allUnhappy, Fate.ACKNOWLEDGED);
  }

  private boolean accepted(String lines, int count) {
    try {
      return post(lines).fine().path("accepted").asInt() == count;
    } catch (IOException e) {
      return false; // no answer, or one that says that the log did not take it all
    }
  }

  private Http.Answer post(String lines) throws IOException {
    return Http.file(heed.copy(Service.INGEST).uri("/v1/reviews"), heed.key(), lines);
  }

  private static String lines(String storefront, int from, int count, boolean allUnhappy) {
    return IntStream.range(from, from + count)
        .mapToObj(
            i ->
                """
                {"externalId": "bulk-%d", "storefront": "%s", "product": {"id": "sku-%d"}, "rating": {"scale": "STARS_5", "value": %d}}
                """
                    .formatted(i, storefront, i % 7, rating(i, allUnhappy)))
        .collect(Collectors.joining());
  }

  private static int rating(int number, boolean allUnhappy) {
    return allUnhappy || number % 5 == 0 ? 1 : 5;
  }

  private void note(String storefront, int from, int count, boolean allUnhappy, Fate fate) {
    for (int i = from; i < from + count; i++) {
      int rating = rating(i, allUnhappy);
      ledger.posted(id(storefront, i), rating == 1, rating, fate);
    }
  }

  private static UUID id(String storefront, int number) {
    return Ids.review(storefront, Ids.Kind.EXTERNAL_ID, "bulk-" + number);
  }
}
