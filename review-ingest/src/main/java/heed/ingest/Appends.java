package heed.ingest;

import heed.door.Refusal;
import heed.events.ReviewErased;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The appends of a list. Each is counted when the log has it, whatever becomes of the others: a
 * list that is refused half way has been told in part.
 */
final class Appends {
  private final Backlog backlog;
  private final Consumer<Outcome.Append> counted;
  private final List<CompletableFuture<Void>> all = new ArrayList<>();
  private int erasures;

  Appends(Backlog backlog, Consumer<Outcome.Append> counted) {
    this.backlog = backlog;
    this.counted = counted;
  }

  /**
   * Appends at once, and not when all are known: what is not appended after a 429 would keep its
   * place in the backlog.
   *
   * @throws Refusal 429 if too much is in flight
   */
  void add(Outcome.Append it) {
    all.add(
        backlog
            .append(it.type(), it.key(), it.event(), it.at())
            .invoke(() -> counted.accept(it))
            .subscribeAsCompletionStage());
    erasures += it.event() instanceof ReviewErased ? 1 : 0;
  }

  int reviews() {
    return all.size() - erasures;
  }

  int erasures() {
    return erasures;
  }

  /** Done when the log has them all; fails as one of them did. */
  Uni<Void> acknowledged() {
    return Uni.createFrom()
        .completionStage(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
  }
}
