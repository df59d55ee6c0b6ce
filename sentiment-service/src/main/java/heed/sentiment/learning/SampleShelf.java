package heed.sentiment.learning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The samples in the training copy's memory, bounded by number per shop and by bytes in all. What
 * it lets go is told, so that the topic lets go of it too: hence an erasure finds all of a
 * customer's samples here. Customers erased are remembered, whatever order records come in. Not for
 * several threads.
 */
final class SampleShelf {
  private static final Comparator<Held> OLDEST_FIRST =
      Comparator.<Held, Instant>comparing(h -> h.sample().receivedAt()).thenComparing(Held::id);

  private final int mostPerShop;
  private final long mostBytes;
  private final Map<String, Held> byId = new HashMap<>();
  private final Map<Shop, TreeSet<Held>> byShop = new HashMap<>();
  private final Map<String, Set<Held>> byCustomer = new HashMap<>();
  private final Map<String, Instant> erased = new HashMap<>();
  private long bytes;

  private record Held(String id, ShopSample sample) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Held held && held.id.equals(id);
    }

    @Override
    public int hashCode() {
      return id.hashCode();
    }
  }

  SampleShelf(int mostPerShop, long mostBytes) {
    this.mostPerShop = mostPerShop;
    this.mostBytes = mostBytes;
  }

  /** Takes a sample unless a later revision is here; tells which ones must leave the topic. */
  List<String> put(String id, ShopSample sample) {
    var before = byId.get(id);
    if (before != null && before.sample.revision() >= sample.revision()) {
      return List.of();
    }
    var customer = sample.customerKey();
    var erasedAt = customer == null ? null : erased.get(customer);
    if (erasedAt != null && !sample.receivedAt().isAfter(erasedAt)) {
      remove(id);
      return List.of(id);
    }
    remove(id);
    var held = new Held(id, sample);
    byId.put(id, held);
    byShop.computeIfAbsent(sample.shop(), s -> new TreeSet<>(OLDEST_FIRST)).add(held);
    if (customer != null) {
      byCustomer.computeIfAbsent(customer, c -> new HashSet<>()).add(held);
    }
    bytes += sample.bytes();
    return tooMany(sample.shop());
  }

  private List<String> tooMany(Shop shop) {
    List<String> gone = new ArrayList<>();
    var held = byShop.get(shop);
    while (held != null && held.size() > mostPerShop) {
      gone.add(removeOldest(held));
    }
    while (bytes > mostBytes) {
      gone.add(
          byShop.values().stream()
              .max(Comparator.comparingInt(TreeSet::size))
              .map(this::removeOldest)
              .orElseThrow());
    }
    return gone;
  }

  private String removeOldest(TreeSet<Held> shop) {
    var id = shop.first().id;
    remove(id);
    return id;
  }

  void remove(String id) {
    var held = byId.remove(id);
    if (held == null) {
      return;
    }
    bytes -= held.sample.bytes();
    byShop.computeIfPresent(
        held.sample.shop(), (s, of) -> of.remove(held) && of.isEmpty() ? null : of);
    var customer = held.sample.customerKey();
    if (customer != null) {
      byCustomer.computeIfPresent(
          customer, (c, ids) -> ids.remove(held) && ids.isEmpty() ? null : ids);
    }
  }

  /** Forgets a customer; tells which samples must leave the topic. */
  List<String> forget(ErasedCustomer customer) {
    erased.merge(customer.erasedCustomer(), customer.erasedAt(), (a, b) -> a.isAfter(b) ? a : b);
    var gone =
        byCustomer.getOrDefault(customer.erasedCustomer(), Set.of()).stream()
            .filter(held -> !held.sample.receivedAt().isAfter(customer.erasedAt()))
            .map(Held::id)
            .toList();
    gone.forEach(this::remove);
    return gone;
  }

  Set<Shop> shops() {
    return Set.copyOf(byShop.keySet());
  }

  /** A shop's samples, oldest first. */
  List<ShopSample> of(Shop shop) {
    var held = byShop.get(shop);
    return held == null ? List.of() : held.stream().map(Held::sample).toList();
  }

  int size() {
    return byId.size();
  }
}
