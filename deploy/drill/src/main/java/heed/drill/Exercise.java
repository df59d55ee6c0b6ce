package heed.drill;

import heed.events.Topics;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Traffic on a Heed with its ledger, from before the first fault until everything was read. */
final class Exercise implements AutoCloseable {
  private final Context context;
  private final Heed heed;
  private final String storefront;
  private final Ledger ledger = new Ledger();
  private @Nullable Queue<Load.Heard> answers;
  private final Map<TopicPartition, Long> since;
  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Load load;
  private long faultEnded;

  /** Nothing is posted yet. */
  Exercise(Context context, Heed heed) throws InterruptedException {
    this.context = context;
    this.heed = heed;
    storefront = context.storefront();
    since = heed.log().ends(Topics.ALL.stream().map(Topics.Topic::name).toList());
  }

  /** Posts as the seed and the rate say; in the usual manner. */
  static Exercise begin(Context context, Heed heed) throws InterruptedException {
    var exercise = new Exercise(context, heed);
    exercise.load(Load.Manner.steady(exercise.storefront, context.rate()));
    return exercise;
  }

  /** As {@link #begin}, and every answer is kept, for a drill that judges them. */
  static Exercise beginKeepingAnswers(Context context, Heed heed) throws InterruptedException {
    var exercise = new Exercise(context, heed).keepAnswers();
    exercise.load(Load.Manner.steady(exercise.storefront, context.rate()));
    return exercise;
  }

  /** From the next load on. A drill of hours must not: they would fill the heap. */
  Exercise keepAnswers() {
    answers = new ConcurrentLinkedQueue<>();
    return this;
  }

  Load load(Load.Manner manner) {
    return load(manner, () -> heed.copy(Service.INGEST).uri("/"));
  }

  Load load(Load.Manner manner, Supplier<URI> ingest) {
    var kept = answers;
    Consumer<Load.Heard> listener = kept == null ? heard -> {} : kept::add;
    load = new Load(ingest, heed.key(), manner, context.seed(), ledger, listener);
    return load;
  }

  private Load running() {
    if (load == null) {
      throw new IllegalStateException("nothing is posted");
    }
    return load;
  }

  String storefront() {
    return storefront;
  }

  Ledger ledger() {
    return ledger;
  }

  Map<TopicPartition, Long> since() {
    return since;
  }

  int repeats() {
    return running().repeats();
  }

  /** Answers to what was asked from then until then, of {@link System#nanoTime}. */
  List<Load.Heard> answers(long from, long to) {
    if (answers == null) {
      throw new IllegalStateException("no answer was kept");
    }
    return answers.stream().filter(a -> a.sentAt() >= from && a.sentAt() <= to).toList();
  }

  /** A fault is not over before somebody felt it: on a busy machine an answer takes its time. */
  void awaitAnswerTo(long from) throws InterruptedException {
    Wait.until("somebody is answered meanwhile", () -> !answers(from, System.nanoTime()).isEmpty());
  }

  /** A rule of this drill; if it does not hold the drill failed, whatever the ledger says. */
  void mustHold(boolean holds, String rule) {
    if (!holds) {
      broken.add(rule);
      context.say("DOES NOT HOLD: " + rule);
    }
  }

  void note(String line) {
    notes.add(line);
    context.say(line);
  }

  /** From here on it has to recover. */
  void faultEnded() {
    faultEnded = System.nanoTime();
  }

  /** Begins nothing any more, and waits until what was begun is accepted. */
  void finishPosting() throws InterruptedException {
    if (load != null) {
      load.finish();
    }
  }

  /** Finishes, and waits until nobody is behind; seconds since the fault ended. */
  double settle() throws InterruptedException {
    return settle(Wait.LONG);
  }

  double settle(Duration atMost) throws InterruptedException {
    finishPosting();
    heed.awaitCalm(atMost);
    return faultEnded == 0 ? -1 : Wait.secondsSince(faultEnded);
  }

  /**
   * Judges by the usual readings and these.
   *
   * @param recovery as {@link #settle} said
   */
  Outcome end(double recovery, List<Reading> more)
      throws SQLException, IOException, InterruptedException {
    var readings = new Readings(heed, storefront);
    var all = new ArrayList<>(readings.all(since));
    all.addAll(more);
    var verdict = ledger.judge(all);
    mustHold(verdict.acknowledged() > 0, "something was acknowledged");
    verdict.examples().forEach(this::note);
    for (var difference : readings.differences()) {
      mustHold(false, "the counters equal the facts: " + difference);
    }
    long surplus = readings.counted() - readings.facts24h();
    mustHold(surplus == 0, "the KPIs count what there is, not %+d".formatted(surplus));
    return new Outcome(
        verdict.sent(),
        verdict.acknowledged(),
        verdict.indefinite(),
        verdict.lost() + Math.max(0, -surplus),
        verdict.duplicated() + Math.max(0, surplus),
        recovery,
        List.copyOf(broken),
        List.copyOf(notes));
  }

  /** How often each key and revision is on reviews-tagged, and whether keys kept their order. */
  Tagged tagged() throws InterruptedException {
    var tagged = new Tagged(storefront);
    heed.log().read(Topics.REVIEWS_TAGGED, since, tagged::add);
    return tagged;
  }

  /** How many records each review has on reviews-received. */
  Map<String, Integer> received() throws InterruptedException {
    var times = new HashMap<String, Integer>();
    heed.log()
        .read(
            Topics.REVIEWS_RECEIVED,
            since,
            record ->
                times.merge(
                    new String(record.key(), java.nio.charset.StandardCharsets.UTF_8),
                    1,
                    Integer::sum));
    return times;
  }

  @Override
  public void close() {
    if (load != null) {
      load.close();
    }
  }
}
