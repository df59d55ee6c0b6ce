package heed.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void theSamePostIsTheSameReview() {
    assertThat(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "order-991-1"))
        .isEqualTo(Ids.review("riga-shop", Ids.Kind.EXTERNAL_ID, "order-991-1"));
  }

  @Test
  void neighbouringNamesNeverRunIntoEachOther() {
    assertThat(Ids.review("ab", Ids.Kind.EXTERNAL_ID, "c"))
        .isNotEqualTo(Ids.review("a", Ids.Kind.EXTERNAL_ID, "bc"));
  }

  @Test
  void anExternalIdAndAnIdempotencyKeyOfTheSameValueAreTwoReviews() {
    assertThat(Ids.review("a", Ids.Kind.EXTERNAL_ID, "1"))
        .isNotEqualTo(Ids.review("a", Ids.Kind.IDEMPOTENCY_KEY, "1"));
  }

  @Test
  void anOrderIsKnownByItsStorefrontAndTheStorefrontsOwnId() {
    // The expected value comes from an independent implementation.
    assertThat(Ids.order("riga-shop", "991"))
        .isEqualTo(UUID.fromString("f7c64d41-3834-5d4a-8315-057c8abf8023"));
    assertThat(Ids.order("ab", "c")).isNotEqualTo(Ids.order("a", "bc"));
    assertThat(Ids.order("a", "1")).isNotEqualTo(Ids.review("a", Ids.Kind.EXTERNAL_ID, "1"));
  }

  @Test
  void isTheVersion5OfTheStandard() {
    // The expected value comes from an independent implementation (Python's uuid.uuid5).
    var id = Ids.caseOf(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id).isEqualTo(UUID.fromString("feba4f86-5acf-5c63-b41d-e49e4f5a707d"));
  }
}
