package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.AnswerWithdrawn;
import heed.events.Ids;
import heed.events.Topics;
import heed.testing.TopicListener;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with a batch that the database does not take. */
@QuarkusTest
class IntakeTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Inject Intake intake;
  @Inject Folding folding;
  @Inject PublicAnswers answers;
  @Inject Transactions transactions;
  private final String run = UUID.randomUUID().toString();
  private final List<Integer> sizes = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "22003, REFUSED",
    "23505, REFUSED",
    "54000, REFUSED",
    "25P04, TIMED_OUT",
    "53100, TOO_MUCH",
    "53200, TOO_MUCH",
    "53300, TOO_MUCH",
    "08006, PASSING",
    "40001, PASSING",
    "55P03, PASSING",
    "57P01, PASSING",
    "25006, PASSING",
    ", PASSING"
  })
  void whatMayBeDoneAboutItIsToldByItsState(String state, Failure failure) {
    assertThat(Failure.of(state)).isEqualTo(failure);
  }

  @ParameterizedTest
  @CsvSource({"25P04", "53200"})
  void whatIsTooMuchAtOnceIsHalvedUntilItIsTaken(String state) throws InterruptedException {
    var taken = new ArrayList<String>();
    intake.take(batch(8), IntakeTest::text, heard -> few(heard, 2, state, taken));
    assertThat(sizes).containsExactly(8, 4, 2, 2, 4, 2, 2);
    assertThat(taken).containsExactlyElementsOf(texts(8));
  }

  @Test
  void oneThatTimesOutAgainAndAgainIsLaidAsideAndHoldsUpNoOther() throws InterruptedException {
    var taken = new ArrayList<String>();
    try (var wire = new Wire();
        var letters = wire.probe().listen(Topics.METRICS_DEAD_LETTER)) {
      intake.take(batch(2), IntakeTest::text, heard -> without(run + 0, heard, taken));
      assertThat(sizes).containsExactly(2, 1, 1, 1, 1);
      assertThat(taken).containsExactly(run + 1);
      var letter = letters.next(1, SOON, r -> TopicListener.text(r).contains(run)).getFirst();
      assertThat(TopicListener.text(letter)).contains(run + 0);
      assertThat(letter.headers())
          .anySatisfy(
              header ->
                  assertThat(new String(header.value(), StandardCharsets.UTF_8))
                      .contains("does not finish it in time"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErasureThatTimesOutIsGivenMoreTimeUntilItIsDoneAndIsNeverLaidAside(boolean customer)
      throws InterruptedException {
    Heard erasure =
        customer
            ? Given.customerErased("intake", "c-1", Given.NOON)
            : Given.review("intake", run).erased(2);
    var late = new Late<Heard>(6);
    intake.take(batch(1), record -> erasure, late);
    assertThat(late.tries).containsExactly("usual", "long", "long", "long", "long", "long");
    assertThat(late.done).containsExactly(erasure);
  }

  @Test
  void anAnswerThatIsWithdrawnIsNeverLaidAsideAlsoWhereItsReviewIsNotThere() throws Exception {
    var review = Given.review("intake", run);
    Answered withdrawal =
        new Answered.Withdrawn(
            new AnswerWithdrawn(review.id(), "intake", Ids.caseOf(review.id()), Given.NOON));
    var late = new Late<Answered>(6);
    intake.take(batch(1), record -> withdrawal, late);
    assertThat(late.tries).containsExactly("usual", "long", "long", "long", "long", "long");
    assertThat(late.done).containsExactly(withdrawal);
    assertThat(answers.applyPatiently(List.of(withdrawal))).isZero();
  }

  @Test
  void whoWaitsForAllThreeLocksIsToldSoBeforeTheTimeIsUp() throws SQLException {
    Transactions.Work<Boolean> isInTime =
        connection -> {
          try (var statement = connection.createStatement();
              var rows =
                  statement.executeQuery(
                      "select 3 * current_setting('lock_timeout')::interval"
                          + " < current_setting('transaction_timeout')::interval")) {
            rows.next();
            return rows.getBoolean(1);
          }
        };
    assertThat(transactions.write(isInTime)).isTrue();
    assertThat(transactions.writePatiently(isInTime)).isTrue();
  }

  @Test
  void whatIsGivenMoreTimeIsDoneAsUsual() throws SQLException {
    var review = Given.review("intake", run);
    assertThat(folding.applyPatiently(List.of(review.tagged(1)))).isEqualTo(1);
    assertThat(folding.applyPatiently(List.of(review.erased(2)))).isEqualTo(1);
    assertThat(folding.apply(List.of(review.erased(2)))).isZero();
  }

  /** Times out until so many tries were made. */
  private static final class Late<T> implements Intake.Applying<T> {
    private final List<String> tries = new ArrayList<>();
    private final List<T> done = new ArrayList<>();
    private final int doneAt;

    Late(int doneAt) {
      this.doneAt = doneAt;
    }

    @Override
    public int to(List<T> heard) throws SQLException {
      return tried("usual", heard);
    }

    @Override
    public int patiently(List<T> heard) throws SQLException {
      return tried("long", heard);
    }

    private int tried(String how, List<T> heard) throws SQLException {
      tries.add(how);
      if (tries.size() < doneAt) {
        throw new SQLException("transaction timeout", "25P04");
      }
      done.addAll(heard);
      return heard.size();
    }
  }

  @Test
  void aDatabaseThatHasTooLittleIsWaitedForAndNothingIsLaidAside() throws InterruptedException {
    intake.take(
        batch(1),
        IntakeTest::text,
        heard -> {
          sizes.add(heard.size());
          if (sizes.size() < 6) {
            throw new SQLException("could not extend file", "53100");
          }
          return 1;
        });
    assertThat(sizes).hasSize(6);
  }

  private int few(List<String> heard, int most, String state, List<String> taken)
      throws SQLException {
    sizes.add(heard.size());
    if (heard.size() > most) {
      throw new SQLException("too much", state);
    }
    taken.addAll(heard);
    return heard.size();
  }

  private int without(String culprit, List<String> heard, List<String> taken) throws SQLException {
    sizes.add(heard.size());
    if (heard.contains(culprit)) {
      throw new SQLException("transaction timeout", "25P04");
    }
    taken.addAll(heard);
    return heard.size();
  }

  private static String text(ConsumerRecord<byte[], byte[]> read) {
    return new String(read.value(), StandardCharsets.UTF_8);
  }

  private List<String> texts(int n) {
    return IntStream.range(0, n).mapToObj(i -> run + i).toList();
  }

  private ConsumerRecords<byte[], byte[]> batch(int n) {
    var records =
        IntStream.range(0, n)
            .mapToObj(
                i ->
                    new ConsumerRecord<>(
                        Topics.REVIEWS_TAGGED,
                        0,
                        (long) i,
                        new byte[0],
                        (run + i).getBytes(StandardCharsets.UTF_8)))
            .toList();
    return new ConsumerRecords<>(
        Map.of(new TopicPartition(Topics.REVIEWS_TAGGED, 0), records), Map.of());
  }
}
