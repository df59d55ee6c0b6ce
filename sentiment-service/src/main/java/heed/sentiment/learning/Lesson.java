package heed.sentiment.learning;

import heed.events.CustomerErased;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;

/** What a fact that left the service teaches, or has to be forgotten. */
public sealed interface Lesson {
  /** May become a sample. */
  record Heard(ReviewTagged review) implements Lesson {}

  record ReviewForgotten(ReviewErased erased) implements Lesson {}

  record CustomerForgotten(CustomerErased erased) implements Lesson {}
}
