package heed.door;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor null on the last page
 */
public record Listing<T>(List<T> items, @Nullable String nextCursor) {
  public Listing {
    items = List.copyOf(items);
  }
}
