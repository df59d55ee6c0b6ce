package heed.sentiment.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/**
 * A table of rows of small figures that are asked for and added up together, one row for each hash
 * that says something; the others take no room but a bit. Eight figures lie in a long, each moved
 * up by {@link #ZERO} so that no sum borrows from its neighbour.
 */
final class ByteRows {
  /** What a figure that says nothing is stored as. */
  static final int ZERO = 128;

  private final int width;
  private final int longs;
  private final long[] present;

  /** Rows before those of each long of {@link #present}. */
  private final int[] before;

  private final long[] packed;

  /**
   * @param present which of the hashes from 0 on have a row
   * @param hashes how many there are, a multiple of 64
   * @param figures those of the rows, in the order of their hashes
   * @param width figures in a row, from 9 to {@link RowSums#MOST}
   */
  ByteRows(BitSet present, int hashes, byte[] figures, int width) {
    this(java.util.Arrays.copyOf(present.toLongArray(), hashes / Long.SIZE), figures, width);
  }

  private ByteRows(long[] present, byte[] figures, int width) {
    this.width = width;
    this.longs = (width + Long.BYTES - 1) / Long.BYTES;
    this.present = present;
    this.before = new int[present.length];
    for (var i = 1; i < present.length; i++) {
      before[i] = before[i - 1] + Long.bitCount(present[i - 1]);
    }
    this.packed = new long[figures.length / width * longs];
    for (var i = 0; i < figures.length; i++) {
      packed[place(i)] |= (figures[i] + ZERO & 0xFFL) << shift(i);
    }
  }

  int width() {
    return width;
  }

  /** Longs of a row. */
  int longs() {
    return longs;
  }

  /** Where the row of a hash begins among all longs, or -1 if it has none. */
  int start(int hash) {
    var among = present[hash / Long.SIZE];
    var bit = 1L << hash;
    return (among & bit) == 0
        ? -1
        : (before[hash / Long.SIZE] + Long.bitCount(among & bit - 1)) * longs;
  }

  /** One of the longs. */
  long at(int place) {
    return packed[place];
  }

  /** Writes the table, the same bytes for the same table. */
  void writeTo(DataOutput out) throws IOException {
    out.writeInt(present.length);
    for (var among : present) {
      out.writeLong(among);
    }
    out.writeInt(width);
    out.writeInt(packed.length / longs);
    out.write(figures());
  }

  static ByteRows readFrom(DataInput in) throws IOException {
    var present = new long[in.readInt()];
    for (var i = 0; i < present.length; i++) {
      present[i] = in.readLong();
    }
    var width = in.readInt();
    var figures = new byte[in.readInt() * width];
    in.readFully(figures);
    return new ByteRows(present, figures, width);
  }

  private byte[] figures() {
    var figures = new byte[packed.length / longs * width];
    for (var i = 0; i < figures.length; i++) {
      figures[i] = (byte) ((packed[place(i)] >>> shift(i) & 0xFF) - ZERO);
    }
    return figures;
  }

  private int place(int figure) {
    return figure / width * longs + figure % width / Long.BYTES;
  }

  private int shift(int figure) {
    return figure % width % Long.BYTES * Byte.SIZE;
  }
}
