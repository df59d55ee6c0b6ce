package heed.sentiment.learning;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Tags.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleShelfTest {
  private static final Shop SHOP = new Shop("riga-shop", "en");
  private final SampleShelf shelf = new SampleShelf(3, 1 << 20);

  private List<String> put(int number, String customer) {
    return shelf.put("r" + number, Taught.sample(number, Label.POSITIVE, customer, "so good"));
  }

  @Test
  void anErasedReviewIsGone() {
    put(1, null);
    put(2, null);
    shelf.remove("r1");
    assertThat(shelf.of(SHOP)).extracting(ShopSample::revision).containsExactly(2L);
  }

  @Test
  void anErasedCustomersSamplesLeaveTheTopicToo() {
    put(1, "anna");
    put(2, "berta");
    put(3, "anna");
    var gone = shelf.forget(new ErasedCustomer("anna", Taught.START.plusSeconds(10)));
    assertThat(gone).containsExactlyInAnyOrder("r1", "r3");
    assertThat(shelf.of(SHOP)).extracting(ShopSample::customerKey).containsExactly("berta");
  }

  @Test
  void aCustomerErasedBeforeTheSampleWasReadStaysForgotten() {
    shelf.forget(new ErasedCustomer("anna", Taught.START.plusSeconds(10)));
    assertThat(put(10, "anna")).containsExactly("r10");
    assertThat(put(11, "anna")).isEmpty();
    assertThat(shelf.of(SHOP)).extracting(ShopSample::revision).containsExactly(11L);
  }

  @Test
  void keepsTheNewestAndLetsTheTopicForgetTheRest() {
    put(4, null);
    put(2, null);
    put(3, null);
    assertThat(put(5, null)).containsExactly("r2");
    assertThat(shelf.of(SHOP)).extracting(ShopSample::revision).containsExactly(3L, 4L, 5L);
  }

  @Test
  void keepsToItsMemory() {
    var small = new SampleShelf(1000, 2000);
    for (var i = 0; i < 50; i++) {
      small.put("r" + i, Taught.sample(i, Label.POSITIVE, "c" + i, "so good"));
    }
    assertThat(small.size()).isBetween(1, 6);
  }

  @Test
  void anOlderRevisionDoesNotComeBack() {
    shelf.put("r", Taught.sample(2, Label.POSITIVE, null, "so good"));
    shelf.put("r", Taught.sample(1, Label.NEGATIVE, null, "so bad"));
    assertThat(shelf.of(SHOP)).extracting(ShopSample::label).containsExactly(Label.POSITIVE);
  }
}
