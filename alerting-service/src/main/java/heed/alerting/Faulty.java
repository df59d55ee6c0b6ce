package heed.alerting;

import heed.door.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/** A value that cannot be: all that is wrong with it, each with its place within the value. */
final class Faulty extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> faults;

  Faulty(List<FieldError> faults) {
    super(faults.stream().map(FieldError::detail).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** Pointers are relative to the value. */
  List<FieldError> faults() {
    return faults;
  }

  /** The same faults of a value that is part of a larger one. */
  Faulty below(String place) {
    return new Faulty(
        faults.stream().map(f -> new FieldError(place + f.pointer(), f.detail())).toList());
  }
}
