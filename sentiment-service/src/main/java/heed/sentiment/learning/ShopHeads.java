package heed.sentiment.learning;

import heed.sentiment.model.Head;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The heads in force, by storefront and language. A copy that starts tags with the shipped heads
 * until it has read {@code models-promoted}, a moment later: tagging does not wait for the broker.
 */
@Singleton
public class ShopHeads {
  private final Map<String, Taught> byStorefront = new ConcurrentHashMap<>();

  /**
   * What one storefront taught, as it stood at one moment; {@code names} are the suffixes for the
   * {@code model} of tags.
   */
  public record Taught(Map<String, Head> heads, Map<String, String> names) {
    static final Taught NOTHING = new Taught(Map.of(), Map.of());

    public Taught {
      heads = Map.copyOf(heads);
      names = Map.copyOf(names);
    }

    /** What tags carry behind the model's name for a text of this language. */
    public String suffix(@Nullable String language) {
      return language == null ? "" : names.getOrDefault(language, "");
    }
  }

  /** What a storefront taught; nothing for none. */
  public Taught of(@Nullable String storefront) {
    return storefront == null
        ? Taught.NOTHING
        : byStorefront.getOrDefault(storefront, Taught.NOTHING);
  }

  /** Puts a version in force; null goes back to what shipped. */
  void put(Shop shop, int version, @Nullable Head head) {
    byStorefront.compute(shop.storefront(), (name, before) -> with(before, shop, version, head));
  }

  @SuppressWarnings("NullAway") // null removes the entry
  private static Taught with(@Nullable Taught before, Shop shop, int version, @Nullable Head head) {
    var heads = new HashMap<>(before == null ? Map.of() : before.heads);
    var names = new HashMap<>(before == null ? Map.of() : before.names);
    if (head == null) {
      heads.remove(shop.language());
      names.remove(shop.language());
    } else {
      heads.put(shop.language(), head);
      names.put(shop.language(), shop.name(version));
    }
    return heads.isEmpty() ? null : new Taught(heads, names);
  }
}
