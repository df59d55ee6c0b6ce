package heed.events;

/**
 * A record that no retry will make readable; its message is the reason told in the dead-letter
 * topic.
 */
public final class MalformedRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedRecord(String reason) {
    super(reason);
  }
}
