package heed.metrics.segments;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.EventType;
import heed.events.Segment;
import heed.events.SegmentEntered;
import heed.events.Topics;
import heed.metrics.Transactions;
import heed.metrics.outbox.Outbox;
import heed.metrics.outbox.Outgoing;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is told, looked at before it leaves: in the transaction that decides. */
@QuarkusTest
class SegmentKeeperTest {
  @Inject Transactions transactions;
  @Inject SegmentKeeper keeper;
  private final String shop = "kept-" + UUID.randomUUID();

  @Test
  void aNoTakesBackWhatHasNotLeft() throws SQLException {
    var told = transactions.write(connection -> decided(connection, "now()"));
    assertThat(told).containsExactly("segment.left.v1");
  }

  @Test
  void whoDidNotSayNoIsToldOfInOrder() throws SQLException {
    var told = transactions.write(connection -> decided(connection, "null"));
    assertThat(told).containsExactly("segment.entered.v1", "segment.left.v1");
  }

  /** A customer who is told to be new, which still waits to leave, and whose reviews are gone. */
  private List<String> decided(Connection connection, String refusedAt) throws SQLException {
    var event = new SegmentEntered(shop, "c-1", Segment.NEW, Instant.EPOCH, List.of());
    Outbox.write(
        connection,
        List.of(
            new Outgoing(
                Topics.CUSTOMER_SEGMENTS,
                event.key(),
                UUID.randomUUID(),
                EventType.SEGMENT_ENTERED,
                Instant.EPOCH,
                event)));
    update(
        connection,
        "insert into segments values (?, 'c-1', 'NEW', now(), 'NEW', "
            + refusedAt
            + ", timestamptz 'epoch')");
    keeper.keep(connection, SegmentMarkRows.BEGINNING);
    var types = types(connection, event.key());
    update(connection, "delete from segments where storefront = ?");
    Outbox.recall(connection, Topics.CUSTOMER_SEGMENTS, List.of(event.key()));
    return types;
  }

  private void update(Connection connection, String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, shop);
      statement.executeUpdate();
    }
  }

  private static List<String> types(Connection connection, String key) throws SQLException {
    var types = new ArrayList<String>();
    try (var statement =
        connection.prepareStatement("select type from outbox where key = ? order by id")) {
      statement.setString(1, key);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          types.add(rows.getString(1));
        }
      }
    }
    return types;
  }
}
