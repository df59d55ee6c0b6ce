package heed.drill;

import heed.events.Ids;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Complaints, many in one request. */
final class Bulk {
  private final Heed heed;
  private final Ledger ledger;

  Bulk(Heed heed, Ledger ledger) {
    this.heed = heed;
    this.ledger = ledger;
  }

  /**
   * Posts them once.
   *
   * @throws Failed if not all are accepted: nothing is in their way
   */
  void complaints(String storefront, int count) throws IOException {
    var lines =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    """
                    {"externalId": "bulk-%d", "storefront": "%s", "product": {"id": "sku-1"}, "rating": {"scale": "STARS_5", "value": 1}}
                    """
                        .formatted(i, storefront))
            .collect(Collectors.joining());
    var answer = Http.file(heed.copy(Service.INGEST).uri("/v1/reviews"), heed.key(), lines).fine();
    if (answer.path("accepted").asInt() != count) {
      throw new Failed("of %d complaints in a file were accepted: %s".formatted(count, answer));
    }
    for (int i = 0; i < count; i++) {
      ledger.posted(
          Ids.review(storefront, Ids.Kind.EXTERNAL_ID, "bulk-" + i), true, 1, Fate.ACKNOWLEDGED);
    }
  }
}
