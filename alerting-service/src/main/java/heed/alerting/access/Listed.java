package heed.alerting.access;

import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of keys or people, by name; whom the caller may not see is passed over. */
@Singleton
class Listed {
  private static final int CHUNK = 500;

  private final AccessDesk desk;
  private final Cursors cursors;

  Listed(AccessDesk desk, Cursors cursors) {
    this.desk = desk;
    this.cursors = cursors;
  }

  <T> Listing<T> page(
      String kind, @Nullable String limit, @Nullable String cursor, Function<Entry, T> view) {
    var size = Page.limit(limit);
    var decoded = cursors.decode(cursor, kind);
    var after = decoded == null ? "" : decoded;
    var found = new ArrayList<Entry>();
    List<Entry> chunk;
    do {
      chunk = desk.list(kind, after, CHUNK);
      for (var entry : chunk) {
        if (found.size() == size) {
          return listing(found, view, cursors.encode(Handle.of(found.getLast().name()), kind));
        }
        if (desk.may(entry)) {
          found.add(entry);
        }
        after = Handle.of(entry.name());
      }
    } while (chunk.size() == CHUNK);
    return listing(found, view, null);
  }

  private static <T> Listing<T> listing(
      List<Entry> found, Function<Entry, T> view, @Nullable String next) {
    return new Listing<>(found.stream().map(view).toList(), next);
  }
}
