package heed.launcher;

import heed.events.DeadLetters;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Puts letters back on the topics they came from, and counts what became of them. */
final class Back {
  private static final int LONGEST = 200;

  /** Of so many it is remembered that they are back; of more than that some go back twice. */
  private static final int REMEMBERED = 250_000;

  /** Of those that were left out; the rest is counted. */
  private static final int SHOWN = 50;

  private final Set<Long> known = new HashSet<>();
  private final Map<String, Integer> partitions = new HashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private int sent;
  private int already;

  private record Sending(ConsumerRecord<byte[], byte[]> letter, Future<RecordMetadata> future) {}

  /**
   * Returns once the broker has all of them, without those that can never go back.
   *
   * @throws IOException if it does not take one for now; which of them it has is not known then, so
   *     all of them wait on and go back again
   */
  void put(Producer<byte[], byte[]> producer, List<ConsumerRecord<byte[], byte[]>> letters)
      throws IOException, InterruptedException {
    var sending = new ArrayList<Sending>(letters.size());
    for (var letter : letters) {
      var original = DeadLetters.original(letter);
      if (original.isEmpty()) {
        leftOut.add(place(letter) + ": it does not say where it came from");
      } else if (!isThere(producer, original.get().topic(), original.get().partition())) {
        leftOut.add(place(letter) + ": there is no such partition");
      } else if (isNew(letter)) {
        sending.add(new Sending(letter, producer.send(original.get())));
      } else {
        already++;
      }
    }
    for (var one : sending) {
      await(one);
    }
  }

  private void await(Sending one) throws IOException, InterruptedException {
    try {
      one.future().get();
      sent++;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException
          || e.getCause() instanceof RecordBatchTooLargeException) {
        leftOut.add(place(one.letter()) + ": it is too large");
        return;
      }
      throw new IOException(
          "the broker does not take what is put back, which waits on: "
              + Sentences.of(e.getCause()),
          e);
    }
  }

  private boolean isThere(Producer<?, ?> producer, String topic, Integer partition) {
    return partition
        < partitions.computeIfAbsent(topic, name -> producer.partitionsFor(name).size());
  }

  /** By what it is and where it was: offsets of a topic that was made anew begin anew. */
  private boolean isNew(ConsumerRecord<byte[], byte[]> letter) {
    return known.size() >= REMEMBERED || known.add(print(letter));
  }

  private static long print(ConsumerRecord<byte[], byte[]> letter) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(place(letter).getBytes(StandardCharsets.UTF_8));
      for (var part : new byte[][] {letter.key(), letter.value()}) {
        digest.update((byte) 0);
        if (part != null) {
          digest.update(part);
        }
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Says what became of a service's letters, and begins to count anew. */
  void tell(String service, PrintStream out) {
    out.printf("%s: %d put back%n", service, sent);
    if (already > 0) {
      out.printf("  %d are back already%n", already);
    }
    if (!leftOut.isEmpty()) {
      out.printf("  %d left out, which wait no more:%n", leftOut.size());
      leftOut.stream().limit(SHOWN).forEach(line -> out.println("    " + line));
    }
    sent = 0;
    already = 0;
    leftOut.clear();
  }

  /** Where it was before it was laid aside. */
  static String place(ConsumerRecord<byte[], byte[]> letter) {
    return String.join(
        " ",
        text(letter, DeadLetters.TOPIC),
        text(letter, DeadLetters.PARTITION),
        text(letter, DeadLetters.OFFSET));
  }

  /** A stranger may have written it: it moves no cursor. */
  static String text(ConsumerRecord<byte[], byte[]> letter, String name) {
    var header = letter.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      return "-";
    }
    var text = new String(header.value(), StandardCharsets.UTF_8);
    return text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("\\p{C}", "?");
  }
}
