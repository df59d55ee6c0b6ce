package heed.metrics.display;

import java.util.List;

/** The document: the first rule that fits decides; none: a person does. */
public record DisplayRules(List<DisplayRule> rules) {
  /** What holds until somebody writes a rule: nothing is published by itself. */
  public static final DisplayRules NONE = new DisplayRules(List.of());

  public DisplayRules {
    rules = List.copyOf(rules);
  }
}
