package heed.metrics;

import heed.door.Caller;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose reviews a caller may see. */
@Singleton
public class Storefronts {
  /** Steps from one to the next in the index, however many reviews each has. */
  static final String WITH_KNOWN =
      """
      with recursive known as (
        (select storefront from reviews order by storefront limit 1)
        union all
        select (select r.storefront from reviews r where r.storefront > known.storefront
                order by r.storefront limit 1)
        from known where known.storefront is not null)
      """;

  /** One that asks for reviews is there before its first one. */
  private static final String KNOWN =
      WITH_KNOWN
          + "select storefront from known where storefront is not null union select storefront from "
          + Stepping.storefronts("invitation_days")
          + " as asking order by storefront";

  private final Transactions transactions;
  private final BenchmarkSettings benchmarks;

  Storefronts(Transactions transactions, BenchmarkSettings benchmarks) {
    this.transactions = transactions;
    this.benchmarks = benchmarks;
  }

  /**
   * The one asked for, else all that the caller may see; what names a product means one storefront.
   *
   * @throws heed.door.Refusal if the caller may not see it, or it must be named
   */
  public List<String> of(Caller caller, @Nullable String requested, boolean namesProduct) {
    if (namesProduct || (requested != null && !requested.isEmpty())) {
      return List.of(caller.storefront(requested));
    }
    return caller.storefronts().<List<String>>map(ArrayList::new).orElseGet(this::ours);
  }

  /** All that have reviews or ask for them, by name, but those of competitors. */
  public List<String> ours() {
    return known().stream().filter(this::isOurs).toList();
  }

  /** False if its reviews are those of a competitor. */
  public boolean isOurs(String storefront) {
    return !benchmarks.theirs().contains(storefront);
  }

  /** All there are, in order. */
  public List<String> known() {
    return transactions.read(
        connection -> {
          var known = new ArrayList<String>();
          try (var statement = connection.prepareStatement(KNOWN);
              var rows = statement.executeQuery()) {
            while (rows.next()) {
              known.add(rows.getString(1));
            }
          }
          return known;
        });
  }
}
