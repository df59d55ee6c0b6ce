package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@OnTheWire
class StreamDoorTest {
  @Inject StreamDoor door;

  private final List<Integer> tried = new ArrayList<>();
  private final List<Long> applied = new ArrayList<>();

  private static ConsumerRecords<byte[], byte[]> records(int count) {
    var partition = new TopicPartition("reviews-tagged", 0);
    var records =
        IntStream.range(0, count)
            .mapToObj(i -> new ConsumerRecord<>("reviews-tagged", 0, i, new byte[1], new byte[1]))
            .toList();
    return new ConsumerRecords<>(Map.of(partition, records), Map.of());
  }

  private void take(int count, StreamDoor.Work<Long> work) {
    door.take(
        records(count),
        ConsumerRecord::offset,
        batch -> {
          tried.add(batch.size());
          work.apply(batch);
          applied.addAll(batch);
        });
  }

  private static void fail(String state) {
    throw new IllegalStateException(new SQLException("", state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"25P04", "57014"})
  void whatTakesTooLongIsHalvedInOrderUntilItIsDone(String state) {
    take(
        7,
        batch -> {
          if (batch.size() > 2) {
            fail(state);
          }
        });
    assertThat(applied).containsExactlyElementsOf(LongStream.range(0, 7).boxed().toList());
    assertThat(tried).containsExactly(7, 3, 1, 2, 4, 2, 2);
  }

  @Test
  void whatTakesTooLongAloneIsTriedAgainAndNeverLaidAside() {
    take(
        1,
        batch -> {
          if (tried.size() < 3) {
            fail("25P04");
          }
        });
    assertThat(applied).containsExactly(0L);
    assertThat(tried).containsExactly(1, 1, 1);
  }

  @Test
  void whatIsAwayForAMomentIsTriedAgainWhole() {
    take(
        4,
        batch -> {
          if (tried.size() < 2) {
            fail("08006");
          }
        });
    assertThat(tried).containsExactly(4, 4);
    assertThat(applied).hasSize(4);
  }
}
