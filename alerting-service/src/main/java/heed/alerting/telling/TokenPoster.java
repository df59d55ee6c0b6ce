package heed.alerting.telling;

import heed.alerting.telling.Message.Post;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;

/**
 * Posts, with an access token where the mapping names one. One that the CRM refuses is renewed, and
 * the same message sent once more, in the same attempt.
 */
@Singleton
class TokenPoster {
  private static final int UNAUTHORIZED = 401;

  private final Poster poster;
  private final CrmTokens tokens;
  private final Duration longest;

  TokenPoster(Poster poster, CrmTokens tokens, TellingSettings settings) {
    this.poster = poster;
    this.tokens = tokens;
    var once = settings.timeout();
    // token, message, another token, message
    this.longest = tokens.any() ? TokenSource.longest(once).plus(once).multipliedBy(2) : once;
  }

  /** How long one attempt may take at most. */
  Duration longest() {
    return longest;
  }

  Outcome post(Post post) throws InterruptedException {
    if (post.token() == null) {
      return poster.post(post);
    }
    try {
      var source = tokens.named(post.token(), post.url());
      var token = source.current();
      var outcome = poster.post(post.carrying(token));
      return Objects.equals(outcome.status(), UNAUTHORIZED)
          ? poster.post(post.carrying(source.insteadOf(token)))
          : outcome;
    } catch (NoToken e) {
      return Outcome.Failed.of(String.valueOf(e.getMessage()));
    }
  }
}
