package heed.metrics;

import java.time.Instant;
import java.util.List;

/** An argument of a statement that is an array of instants. */
record Instants(List<Instant> values) {
  Instants {
    values = List.copyOf(values);
  }
}
