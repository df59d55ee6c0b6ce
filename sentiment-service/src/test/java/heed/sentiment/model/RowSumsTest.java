package heed.sentiment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of rows are those that one figure after the other gives. */
class RowSumsTest {
  private static final int HASHES = 1 << 10;

  @ParameterizedTest
  @CsvSource({"9, 1", "15, 2", "16, 3", "22, 4", "24, 5"})
  void sumsAreThoseOfTheFiguresHoweverManyRowsAreAdded(int width, long seed) {
    var random = new Random(seed);
    var present = present(random);
    var figures = figures(random, present.cardinality() * width);
    var table = new ByteRows(present, HASHES, figures, width);
    var sums = new RowSums();

    for (var rows : new int[] {0, 1, 256, 257, 258, 5_000}) {
      sums.clear();
      var expected = new int[RowSums.MOST];
      for (var i = 0; i < rows; i++) {
        var hash = random.nextInt(HASHES);
        sums.add(table, hash);
        if (present.get(hash)) {
          var row = present.get(0, hash).cardinality();
          for (var figure = 0; figure < width; figure++) {
            expected[figure] += figures[row * width + figure];
          }
        }
      }
      assertThat(java.util.Arrays.copyOf(sums.sums(), width))
          .isEqualTo(java.util.Arrays.copyOf(expected, width));
      assertThat(sums.rows()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @CsvSource({"-128", "127"})
  void theGreatestAndTheLeastFiguresDoNotSpillOver(byte extreme) {
    var present = new BitSet();
    present.set(7);
    var figures = new byte[24];
    for (var i = 0; i < figures.length; i += 2) {
      figures[i] = extreme;
    }
    var table = new ByteRows(present, HASHES, figures, figures.length);
    var sums = new RowSums();
    for (var i = 0; i < 10_000; i++) {
      sums.add(table, 7);
    }

    for (var i = 0; i < figures.length; i++) {
      assertThat(sums.sums()[i]).isEqualTo(i % 2 == 0 ? extreme * 10_000 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"15, 1", "22, 2"})
  void aTableThatWasWrittenAndReadIsTheSame(int width, long seed) throws IOException {
    var random = new Random(seed);
    var present = present(random);
    var table =
        new ByteRows(present, HASHES, figures(random, present.cardinality() * width), width);
    var once = written(table);

    var read = ByteRows.readFrom(new DataInputStream(new ByteArrayInputStream(once)));

    assertThat(written(read)).isEqualTo(once);
    assertThat(read.width()).isEqualTo(width);
  }

  private static byte[] written(ByteRows table) throws IOException {
    var bytes = new ByteArrayOutputStream();
    table.writeTo(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static BitSet present(Random random) {
    var present = new BitSet();
    for (var hash = 0; hash < HASHES; hash++) {
      present.set(hash, random.nextBoolean());
    }
    return present;
  }

  private static byte[] figures(Random random, int n) {
    var figures = new byte[n];
    random.nextBytes(figures);
    return figures;
  }
}
