package heed.door;

import org.jspecify.annotations.Nullable;

/** A source of those who may come in; every bean of this type is asked. */
public interface Holders {
  /** The holder of a key; null if this source does not know it. Compares in constant time. */
  @Nullable Holder byKey(byte[] sha256);

  /** Who has this id now; null if this source does not know it, or no longer. */
  @Nullable Holder byId(String id);

  /** False until this source has heard of everybody: a stranger may yet turn out to be known. */
  default boolean complete() {
    return true;
  }
}
