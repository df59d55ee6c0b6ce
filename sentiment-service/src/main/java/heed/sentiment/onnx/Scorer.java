package heed.sentiment.onnx;

import heed.sentiment.model.Stance;
import java.util.List;

/** Reads texts in one run: a stance for each, in their order. */
@FunctionalInterface
interface Scorer {
  List<Stance> read(List<String> texts) throws Exception;

  /** Frees what the runs needed; no run may be under way. */
  default void close() {}
}
