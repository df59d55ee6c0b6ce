package heed.ingest;

import heed.events.EventType;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Holds what is appended until the test says what becomes of it. */
final class HeldLog implements Log {
  final BlockingQueue<Acknowledgement> held = new LinkedBlockingQueue<>();

  @Override
  public void append(EventType type, String key, byte[] event, Instant at, Acknowledgement done) {
    held.add(done);
  }
}
