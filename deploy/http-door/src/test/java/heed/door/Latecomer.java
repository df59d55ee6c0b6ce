package heed.door;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A source that knows nobody, and is told when it knows all of them. */
@Singleton
public class Latecomer implements Holders {
  static final AtomicBoolean COMPLETE = new AtomicBoolean(true);

  @Override
  public @Nullable Holder byKey(byte[] sha256) {
    return null;
  }

  @Override
  public @Nullable Holder byId(String id) {
    return null;
  }

  @Override
  public boolean complete() {
    return COMPLETE.get();
  }
}
