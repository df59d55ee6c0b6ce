package heed.drill;

import heed.events.Ids;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reviews, many in one request. */
final class Bulk {
  private final Heed heed;
  private final Ledger ledger;

  Bulk(Heed heed, Ledger ledger) {
    this.heed = heed;
    this.ledger = ledger;
  }

  /**
   * Posts complaints once.
   *
   * @throws Failed if not all are accepted: nothing is in their way
   */
  void complaints(String storefront, int count) throws IOException {
    var answer = post(lines(storefront, 0, count, true)).fine();
    if (answer.path("accepted").asInt() != count) {
      throw new Failed("of %d complaints in a file were accepted: %s".formatted(count, answer));
    }
    note(storefront, 0, count, true, Fate.ACKNOWLEDGED);
  }

  /** Posts reviews, every fifth a complaint, until the whole file is accepted. */
  void insist(String storefront, int from, int count) throws InterruptedException {
    var lines = lines(storefront, from, count, false);
    while (!accepted(lines, count)) {
      note(storefront, from, count, false, Fate.INDEFINITE);
      Wait.pass(Duration.ofMillis(300));
    }
    note(storefront, from, count, false, Fate.ACKNOWLEDGED);
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
