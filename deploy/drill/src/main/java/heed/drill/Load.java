package heed.drill;

import heed.events.Ids;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Posts reviews at a steady rate until it is finished, as a storefront would: what was not answered
 * 202 is posted again with the same id. What it posts follows from the seed.
 */
final class Load implements AutoCloseable {
  private static final List<String> GLAD =
      List.of("Works very well, I am happy.", "Great kettle, thank you!", "Good quality.");
  private static final List<String> SORRY =
      List.of(
          "The parcel came three weeks late and the kettle leaks.",
          "Broken on arrival, terrible.",
          "Support never answered. Very disappointed.");

  private final Supplier<URI> ingest;
  private final String key;
  private final Manner manner;
  private final long seed;
  private final Ledger ledger;
  private final Consumer<Heard> listener;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();
  private final AtomicBoolean finished = new AtomicBoolean();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final ExecutorService senders;
  private final long begun = System.nanoTime();

  /**
   * How it posts.
   *
   * @param rate reviews a second
   * @param senders how many at once
   * @param editEvery every so many is edited after it was accepted; 0: none
   * @param eraseEvery every so many is erased in the end; 0: none
   * @param once true: nothing is posted again, whatever was answered
   * @param oneConnectionEach true: no connection serves two requests
   */
  record Manner(
      String storefront,
      int rate,
      int senders,
      int editEvery,
      int eraseEvery,
      boolean once,
      boolean oneConnectionEach) {
    static Manner steady(String storefront, int rate) {
      return new Manner(storefront, rate, 24, 7, 0, false, false);
    }
  }

  /**
   * An answer as the client sees it.
   *
   * @param sentAt of {@link System#nanoTime}
   * @param status 0: none came
   */
  record Heard(long sentAt, double seconds, int status, String retryAfter) {}

  Load(
      Supplier<URI> ingest,
      String key,
      Manner manner,
      long seed,
      Ledger ledger,
      Consumer<Heard> listener) {
    this.ingest = ingest;
    this.key = key;
    this.manner = manner;
    this.seed = seed;
    this.ledger = ledger;
    this.listener = listener;
    senders = Executors.newFixedThreadPool(manner.senders(), Thread.ofVirtual().factory());
    for (int i = 0; i < manner.senders(); i++) {
      senders.execute(this::sendUntilFinished);
    }
  }

  private void sendUntilFinished() {
    try {
      send();
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e); // a sender less would be a load that is less, unseen
    }
  }

  private void send() {
    while (!finished.get()) {
      int number = next.incrementAndGet();
      long due = begun + number * TimeUnit.SECONDS.toNanos(1) / manner.rate();
      while (System.nanoTime() < due && !finished.get()) {
        LockSupport.parkNanos(Math.min(due - System.nanoTime(), 20_000_000));
      }
      if (!finished.get()) {
        live(number);
      }
    }
  }

  /** All that becomes of one review. */
  private void live(int number) {
    var unhappy = number % 5 == 0;
    var accepted = post(number, unhappy, unhappy ? 1 : 5);
    if (accepted && every(manner.editEvery(), number)) {
      accepted = post(number, unhappy, unhappy ? 2 : 4);
    }
    if (accepted && every(manner.eraseEvery(), number)) {
      erase(number);
    }
  }

  private static boolean every(int count, int number) {
    return count > 0 && number % count == 0;
  }

  private boolean post(int number, boolean unhappy, int rating) {
    var body = body(number, unhappy, rating);
    return insist(fate -> ledger.posted(id(number), unhappy, rating, fate), () -> answer(body));
  }

  private Http.Answer answer(String body) throws IOException {
    return manner.oneConnectionEach()
        ? Http.once(ingest.get().resolve("/v1/reviews"), key, body)
        : Http.post(ingest.get().resolve("/v1/reviews"), key, "application/json", body);
  }

  private void erase(int number) {
    var path = "/v1/reviews/%s?storefront=%s".formatted(id(number), manner.storefront());
    insist(
        fate -> ledger.erased(id(number), fate),
        () -> Http.delete(ingest.get().resolve(path), key));
  }

  private interface Ask {
    Http.Answer ask() throws IOException;
  }

  private boolean insist(Consumer<Fate> note, Ask ask) {
    while (!Thread.currentThread().isInterrupted()) {
      int status = attempt(ask);
      note.accept(Fate.of(status));
      if (status == 202 || manner.once()) {
        return status == 202;
      }
      repeats.incrementAndGet();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    return false;
  }

  private int attempt(Ask ask) {
    long sentAt = System.nanoTime();
    int status = 0;
    var retryAfter = "";
    try {
      var answer = ask.ask();
      status = answer.status();
      retryAfter = answer.retryAfter();
    } catch (IOException e) {
      // no answer
    }
    listener.accept(new Heard(sentAt, Wait.secondsSince(sentAt), status, retryAfter));
    return status;
  }

  private UUID id(int number) {
    return Ids.review(manner.storefront(), Ids.Kind.EXTERNAL_ID, externalId(number));
  }

  private String externalId(int number) {
    return seed + "-" + number;
  }

  /** The same number gives the same body, so that a retry is one. */
  private String body(int number, boolean unhappy, int rating) {
    var chance = new SplittableRandom(seed * 1_000_003 + number);
    var texts = unhappy ? SORRY : GLAD;
    return """
        {"externalId": "%s", "storefront": "%s", "product": {"id": "sku-%d", "name": "Kettle"},
         "customer": {"id": "c-%d"}, "rating": {"scale": "STARS_5", "value": %d},
         "text": "%s", "language": "en", "country": "GB"}
        """
        .formatted(
            externalId(number),
            manner.storefront(),
            chance.nextInt(7),
            number,
            rating,
            texts.get(chance.nextInt(texts.size())));
  }

  /** Waits until what was begun has come to its end. */
  void finish() throws InterruptedException {
    finished.set(true);
    senders.shutdown();
    failIfBroken();
    if (!senders.awaitTermination(Wait.LONG.toSeconds(), TimeUnit.SECONDS)) {
      throw new Failed("some reviews were never accepted, though everything was up again");
    }
    failIfBroken();
  }

  private void failIfBroken() {
    var broken = failure.get();
    if (broken != null) {
      throw new Failed("a sender broke down: " + broken, broken);
    }
  }

  /** How many attempts were made again. */
  int repeats() {
    return repeats.get();
  }

  @Override
  public void close() {
    finished.set(true);
    senders.shutdownNow();
  }
}
