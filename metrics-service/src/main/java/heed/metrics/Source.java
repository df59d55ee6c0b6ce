package heed.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one grain, or of the facts.
 *
 * @param grain null: of the facts
 * @param less true: to be taken off
 */
record Source(@Nullable Grain grain, boolean less, List<Span> ranges) {
  static List<Source> of(List<Span> spans) {
    var sources = new ArrayList<Source>();
    for (var span : spans) {
      var known =
          sources.stream()
              .filter(s -> s.grain() == span.grain() && s.less() == span.less())
              .findFirst();
      if (known.isEmpty()) {
        sources.add(new Source(span.grain(), span.less(), new ArrayList<>(List.of(span))));
      } else {
        known.get().ranges().add(span);
      }
    }
    return sources;
  }
}
