package heed.metrics;

import java.util.List;
import java.util.Optional;

/** The keys that hash the erased: the current one, and those before it. */
record ErasureKeys(String erasureKey, Optional<List<String>> previousErasureKeys)
    implements PrivacySettings {
  ErasureKeys(String current, String... previous) {
    this(current, Optional.of(List.of(previous)));
  }
}
