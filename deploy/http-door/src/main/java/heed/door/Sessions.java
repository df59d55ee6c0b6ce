package heed.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser's session: a signed token that says who, until when and when he was last seen, so that
 * nothing is stored. Of those whom the directory knows only the id and the generation are in it,
 * and they are asked for anew at every request; whom another provider vouches for is in it as he
 * was vouched for.
 */
@Singleton
class Sessions {
  /** Where there is no TLS; see {@link SessionCookie}. */
  static final String COOKIE = "heed_session";

  private static final String PURPOSE = "session";
  private static final String TICKET = "ticket ";
  private static final Duration TICKET_HOLDS = Duration.ofSeconds(60);

  /** What is signed: until when, seen when, and who, by id or as he was vouched for. */
  private record Token(
      long end, long seen, @Nullable String id, long generation, @Nullable Holder holder) {}

  private final Directory directory;
  private final Secret secret;
  private final SessionTerms terms;
  private final ObjectMapper json = new ObjectMapper();
  private final Clock clock;

  @Inject
  Sessions(Directory directory, Secret secret, SessionTerms terms) {
    this(directory, secret, terms, Clock.systemUTC());
  }

  Sessions(Directory directory, Secret secret, SessionTerms terms, Clock clock) {
    this.directory = directory;
    this.secret = secret;
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * A session for one whom the directory knows.
   *
   * @throws Refusal 403 for any other: what another provider vouched for would outlive its word
   */
  String open(Holder holder) {
    if (directory.byId(holder.id()) == null) {
      throw Refusal.status(
          403, "a session is opened with a key; with another provider's account, sign in there");
    }
    return open(holder, false, terms.longest());
  }

  /** A session for one whom another provider vouches for, as long as its word holds. */
  String openVouched(Holder holder, Duration atMost) {
    return open(holder, true, terms.shorter(atMost));
  }

  private String open(Holder holder, boolean vouched, Duration length) {
    var now = clock.instant();
    return seal(new Session(holder, vouched, now.plus(length), now));
  }

  /** Who holds a token; null if it is forged, over, or its holder is no longer known. */
  @Nullable Holder find(String sealed) {
    var session = look(sealed);
    return session == null ? null : session.holder();
  }

  /** The session of a token; null as {@link #find}. */
  @Nullable Session look(String sealed) {
    var payload = secret.open(PURPOSE, sealed);
    var token = payload == null ? null : read(payload);
    if (token == null || over(token)) {
      return null;
    }
    var holder = holder(token);
    return holder == null
        ? null
        : new Session(
            holder,
            token.id() == null,
            Instant.ofEpochSecond(token.end()),
            Instant.ofEpochSecond(token.seen()));
  }

  /** True if a token's session is over even for somebody who never rested. */
  boolean ended(String sealed) {
    var payload = secret.open(PURPOSE, sealed);
    var token = payload == null ? null : read(payload);
    return token == null
        || !clock.instant().isBefore(Instant.ofEpochSecond(token.end()))
        || holder(token) == null;
  }

  /** The token of a session whose holder does something now; null if the one he has is fresh. */
  @Nullable String renewed(Session session) {
    var now = clock.instant();
    return terms.due(session.seen(), now)
        ? seal(new Session(session.holder(), session.vouched(), session.end(), now))
        : null;
  }

  /** How long the browser is to keep the cookie of a session, in seconds. */
  long left(Session session) {
    return Math.max(0, Duration.between(clock.instant(), session.end()).toSeconds());
  }

  /** Takes a session along to another service's pages, which are under this authority. */
  String ticket(Session session, String authority) {
    var until = clock.instant().plus(TICKET_HOLDS).getEpochSecond();
    return secret.seal(TICKET + authority, until + " " + seal(session));
  }

  /** The session's token that a ticket for this authority carries; null if it holds no more. */
  @Nullable String redeem(String ticket, String authority) {
    var payload = secret.open(TICKET + authority, ticket);
    var space = payload == null ? -1 : payload.indexOf(' ');
    if (payload == null || space < 0) {
      return null;
    }
    var until = Instant.ofEpochSecond(Long.parseLong(payload.substring(0, space)));
    return clock.instant().isBefore(until) ? payload.substring(space + 1) : null;
  }

  private boolean over(Token token) {
    return terms.over(
        Instant.ofEpochSecond(token.end()), Instant.ofEpochSecond(token.seen()), clock.instant());
  }

  private @Nullable Holder holder(Token token) {
    if (token.id() == null) {
      return token.holder();
    }
    var holder = directory.byId(token.id());
    return holder == null || holder.generation() != token.generation() ? null : holder;
  }

  private String seal(Session session) {
    var holder = session.holder();
    return secret.seal(
        PURPOSE,
        write(
            new Token(
                session.end().getEpochSecond(),
                session.seen().getEpochSecond(),
                session.vouched() ? null : holder.id(),
                holder.generation(),
                session.vouched() ? holder : null)));
  }

  private String write(Token token) {
    try {
      return json.writeValueAsString(token);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a session is plain values", e);
    }
  }

  /** Null for what an earlier version signed: its browsers sign in once more. */
  private @Nullable Token read(String payload) {
    try {
      return json.readValue(payload, Token.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
