package heed.door;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows everybody who may come in, whatever source told of them. */
@Singleton
class Directory {
  private final List<Holders> sources;

  @Inject
  Directory(@Any Instance<Holders> sources) {
    this.sources = sources.stream().toList();
  }

  /** For tests: these sources. */
  Directory(List<Holders> sources) {
    this.sources = List.copyOf(sources);
  }

  /** False while a stranger may yet turn out to be known. */
  boolean complete() {
    return sources.stream().allMatch(Holders::complete);
  }

  @Nullable Holder byKey(String presented) {
    var hash = Keys.sha256(presented.getBytes(StandardCharsets.UTF_8));
    Holder found = null;
    for (var source : sources) {
      var holder = source.byKey(hash);
      found = found == null ? holder : found;
    }
    return found;
  }

  @Nullable Holder byId(String id) {
    for (var source : sources) {
      var holder = source.byId(id);
      if (holder != null) {
        return holder;
      }
    }
    return null;
  }
}
