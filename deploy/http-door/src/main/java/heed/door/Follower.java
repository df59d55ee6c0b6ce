package heed.door;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who follows a stream of events, as he was let in.
 *
 * @param known whether the directory knew him then
 * @param token of his session; null for whoever came in with a key or a provider's token
 */
record Follower(Holder holder, boolean known, @Nullable String token, Instant since) {
  /**
   * Nobody tells us that a provider's word no longer holds: its program comes back with a token
   * that does.
   */
  static final Duration BY_WORD_ALONE = Duration.ofMinutes(5);

  /**
   * True if he would not be let in now. The token says when he was last seen before the stream
   * began; as long as the page lives it has newer ones, so only its end and its generation are
   * asked for here.
   */
  boolean gone(Directory directory, Sessions sessions, Instant now) {
    if (known && !holder.equals(directory.byId(holder.id()))) {
      return true;
    }
    if (token != null) {
      return sessions.ended(token);
    }
    return !known && !now.isBefore(since.plus(BY_WORD_ALONE));
  }
}
