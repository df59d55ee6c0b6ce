package heed.drill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was sent and what was answered, held against what is found: in the manner of the queue
 * workload of Jepsen. It does no input or output, and any number of senders may write in it.
 */
final class Ledger {
  private static final int EXAMPLES = 8;

  private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();

  /**
   * All of one review.
   *
   * @param standing the rating that was acknowledged last; 0: none was
   * @param possible ratings that may stand as well: attempts after that one whose outcome nobody
   *     knows
   * @param erased true: its erasure was acknowledged, after which nothing was posted
   * @param perhapsErased true: an erasure was asked for, and its outcome is unknown
   */
  private record Entry(
      Fate fate,
      boolean unhappy,
      int standing,
      Set<Integer> possible,
      boolean erased,
      boolean perhapsErased) {
    Entry posted(Fate answer, int rating) {
      return new Entry(
          fate.and(answer),
          unhappy,
          answer == Fate.ACKNOWLEDGED ? rating : standing,
          possibleAfter(answer, rating),
          erased,
          perhapsErased);
    }

    /** What is acknowledged is later than every attempt before it, whatever became of those. */
    private Set<Integer> possibleAfter(Fate answer, int rating) {
      return switch (answer) {
        case ACKNOWLEDGED -> Set.of();
        case REFUSED -> possible;
        case INDEFINITE -> {
          var more = new HashSet<>(possible);
          more.add(rating);
          yield Set.copyOf(more);
        }
      };
    }

    Entry erased(Fate answer) {
      return new Entry(
          fate,
          unhappy,
          standing,
          possible,
          erased || answer == Fate.ACKNOWLEDGED,
          perhapsErased || answer == Fate.INDEFINITE);
    }

    boolean mayStandAs(int rating) {
      return rating == standing || possible.contains(rating);
    }
  }

  /**
   * An attempt to post, with its answer. Attempts for one review are noted in their order.
   *
   * @param unhappy true: it calls for a case, in all its revisions
   * @param rating 1 up; what must stand if this is the last one acknowledged
   */
  void posted(UUID review, boolean unhappy, int rating, Fate answer) {
    entries.compute(
        review,
        (id, entry) ->
            (entry == null ? new Entry(answer, unhappy, 0, Set.of(), false, false) : entry)
                .posted(answer, rating));
  }

  /** An attempt to erase what was posted before. */
  void erased(UUID review, Fate answer) {
    entries.computeIfPresent(review, (id, entry) -> entry.erased(answer));
  }

  long sent() {
    return entries.size();
  }

  long acknowledged() {
    return count(Fate.ACKNOWLEDGED);
  }

  private long count(Fate fate) {
    return entries.values().stream().filter(entry -> entry.fate() == fate).count();
  }

  /** How many acknowledged reviews call for a case and were not erased. */
  long unhappy() {
    return entries.values().stream()
        .filter(e -> e.fate() == Fate.ACKNOWLEDGED && e.unhappy() && !e.erased())
        .count();
  }

  /** Those whose case must be there. */
  Set<UUID> acknowledgedUnhappy() {
    var ids = new HashSet<UUID>();
    entries.forEach(
        (id, entry) -> {
          if (entry.fate() == Fate.ACKNOWLEDGED && entry.unhappy() && !entry.erased()) {
            ids.add(id);
          }
        });
    return ids;
  }

  Verdict judge(List<Reading> readings) {
    var lost = new HashSet<UUID>();
    var duplicated = new HashSet<UUID>();
    var examples = new ArrayList<String>();
    for (var reading : readings) {
      for (var posted : entries.entrySet()) {
        var fault = fault(reading, posted.getKey(), posted.getValue());
        if (fault != Fault.NONE) {
          (fault == Fault.LOST ? lost : duplicated).add(posted.getKey());
          example(examples, reading, posted.getKey(), fault);
        }
      }
      for (var stranger : reading.times().keySet()) {
        if (!entries.containsKey(stranger)) {
          duplicated.add(stranger);
          example(examples, reading, stranger, Fault.DUPLICATED);
        }
      }
    }
    return new Verdict(
        sent(),
        acknowledged(),
        count(Fate.INDEFINITE),
        lost.size(),
        duplicated.size(),
        List.copyOf(examples));
  }

  private enum Fault {
    NONE,
    LOST,
    DUPLICATED
  }

  private static Fault fault(Reading reading, UUID id, Entry entry) {
    int times = reading.times().getOrDefault(id, 0);
    if (times > 1) {
      return Fault.DUPLICATED;
    }
    var due = reading.due() == Reading.Due.ALL || entry.unhappy();
    if (times == 0) {
      var expected = due && entry.fate() == Fate.ACKNOWLEDGED;
      return expected && !entry.erased() && !entry.perhapsErased() ? Fault.LOST : Fault.NONE;
    }
    if (entry.erased()) {
      return reading.history() ? Fault.NONE : Fault.LOST; // the erasure is what was lost
    }
    if (!due || entry.fate() == Fate.REFUSED) {
      return Fault.DUPLICATED;
    }
    var stands = reading.values() == null ? null : reading.values().get(id);
    return stands == null || entry.mayStandAs(stands) ? Fault.NONE : Fault.LOST;
  }

  private static void example(List<String> examples, Reading reading, UUID id, Fault fault) {
    if (examples.size() < EXAMPLES) {
      examples.add(
          "%s %s in %s"
              .formatted(id, fault.name().toLowerCase(java.util.Locale.ROOT), reading.where()));
    }
  }
}
