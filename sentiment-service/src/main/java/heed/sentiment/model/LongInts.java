package heed.sentiment.model;

/** A map from hashes to bits that is filled once and read without garbage. */
final class LongInts {
  private static final int SHORTEST = 64;

  private long[] keys = new long[SHORTEST];
  private int[] values = new int[SHORTEST];
  private int size;

  /** Adds bits to those of a key; a key is never 0, nor are its bits. */
  void or(long key, int bits) {
    if (2 * size >= keys.length) {
      grow();
    }
    var at = find(key);
    size += keys[at] == 0 ? 1 : 0;
    keys[at] = key;
    values[at] |= bits;
  }

  /** The bits of a key, 0 if it is unknown. */
  int get(long key) {
    var at = find(key);
    return keys[at] == 0 ? 0 : values[at];
  }

  private int find(long key) {
    var at = (int) ((key * 0x9E3779B97F4A7C15L) >>> 33) & (keys.length - 1);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    var oldKeys = keys;
    var oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    size = 0;
    for (var i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        or(oldKeys[i], oldValues[i]);
      }
    }
  }
}
