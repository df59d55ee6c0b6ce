package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.door.Refusal;
import heed.ingest.PostedLines.Line;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BulkImportTest {
  private static final int WINDOW = 8_000;

  /** Endless, and counts what was taken. */
  private static class Source implements PostedLines {
    volatile long taken;
    private final long length;

    Source(long length) {
      this.length = length;
    }

    @Override
    public Line next() throws IOException {
      if (taken == length) {
        return null;
      }
      taken++;
      return taken % 10 == 0
          ? new Line.Unreadable("odd")
          : new Line.Read(
              Trial.read(
                  "{\"externalId\":\"" + taken + "\",\"product\":{\"id\":\"p\"},\"text\":\"t\"}"));
    }

    @Override
    public long lineNumber() {
      return taken;
    }
  }

  private static CompletableFuture<BulkAnswer> run(Log log, PostedLines lines) {
    var bulk =
        new BulkImport(
            log,
            Trial.ACCEPTANCE,
            named -> "riga-shop",
            null,
            Clock.fixed(Trial.NOW, ZoneOffset.UTC),
            WINDOW);
    return bulk(bulk, lines);
  }

  private static CompletableFuture<BulkAnswer> bulk(BulkImport bulk, PostedLines lines) {
    return CompletableFuture.supplyAsync(() -> bulk.run(lines));
  }

  @Test
  void stopsReadingWhileAWindowOfBytesAwaitsTheBroker() {
    var log = new HeldLog();
    var source = new Source(Long.MAX_VALUE);
    var answer = run(log, source);
    await().until(() -> log.held.size() > 5);
    await().during(Duration.ofMillis(200)).until(() -> source.taken < 20);
    assertThat(source.taken).isLessThan(20);
    while (!answer.isDone()) {
      var next = log.held.poll();
      if (next != null) {
        next.acknowledged(new TimeoutException());
      }
    }
    assertThat(answer.join().firstLineNotAccepted()).isEqualTo(1);
  }

  @Test
  void answersOnlyAfterTheLastAcknowledgement() throws Exception {
    var log = new HeldLog();
    var answer = run(log, new Source(5));
    for (var i = 0; i < 5; i++) {
      var ack = log.held.take();
      assertThat(answer).isNotDone();
      ack.acknowledged(null);
    }
    assertThat(answer.join().accepted()).isEqualTo(5);
    assertThat(answer.join().firstLineNotAccepted()).isNull();
  }

  @Test
  void everyLineIsAcceptedRejectedOrAfterTheFirstNotAccepted() throws Exception {
    var log = new HeldLog();
    var answer = run(log, new Source(100));
    for (var i = 0; i < 90; i++) {
      log.held.take().acknowledged(i == 41 ? new TimeoutException() : null);
      if (i == 41) {
        break;
      }
    }
    while (!answer.isDone()) {
      var next = log.held.poll();
      if (next != null) {
        next.acknowledged(null);
      }
    }
    // 42 readable lines are 46 lines, as every tenth is not
    assertThat(answer.join().firstLineNotAccepted()).isEqualTo(46);
    assertThat(answer.join().accepted()).isGreaterThanOrEqualTo(41);
    assertThat(answer.join().rejections().count()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aSourceThatCannotBeReadOnEndsTheBulkWithWhatCameBefore() throws Exception {
    var log = new HeldLog();
    var answer =
        run(
            log,
            new Source(Long.MAX_VALUE) {
              @Override
              public Line next() throws IOException {
                if (lineNumber() == 3) {
                  throw Refusal.badRequest("broken");
                }
                return super.next();
              }
            });
    for (var i = 0; i < 3; i++) {
      log.held.take().acknowledged(null);
    }
    assertThat(answer.join().accepted()).isEqualTo(3);
    assertThat(answer.join().firstLineNotAccepted()).isEqualTo(4);
    assertThat(answer.join().broken()).isEqualTo("broken");
  }

  @Test
  void ofAClientThatBreaksOffIsToldWhatTheLogHas() throws Exception {
    var log = new HeldLog();
    var answer =
        run(
            log,
            new Source(Long.MAX_VALUE) {
              @Override
              public Line next() throws IOException {
                if (lineNumber() == 3) {
                  throw new IOException("gone");
                }
                return super.next();
              }
            });
    for (var i = 0; i < 3; i++) {
      assertThat(answer).isNotDone();
      log.held.take().acknowledged(null);
    }
    assertThat(answer.join().accepted()).isEqualTo(3);
    assertThat(answer.join().firstLineNotAccepted()).isEqualTo(4);
    assertThat(answer.join().broken()).isEqualTo("the body broke off");
  }

  @Test
  void aLineThatBreaksItsJudgeIsRejectedAndTheFileGoesOn() throws Exception {
    var log = new HeldLog();
    var judge = new PostedJudge(Trial.ACCEPTANCE, named -> "riga-shop", null);
    var bulk =
        new BulkImport(
            log,
            (line, number, now) -> {
              switch ((int) number) {
                case 2 -> throw new IllegalStateException("of our own");
                case 3 -> throw new StackOverflowError();
                default -> {
                  return judge.judge(line, number, now);
                }
              }
            },
            Clock.fixed(Trial.NOW, ZoneOffset.UTC),
            WINDOW);
    var answer = bulk(bulk, new Source(4));
    for (var i = 0; i < 2; i++) {
      log.held.take().acknowledged(null);
    }
    assertThat(answer.join().accepted()).isEqualTo(2);
    assertThat(answer.join().rejections().count()).isEqualTo(2);
    assertThat(answer.join().firstLineNotAccepted()).isNull();
  }
}
