package heed.door;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Positions in a list, sealed so that a client can only hand back what it was given. */
@Singleton
public class Cursors {
  private static final String PURPOSE = "cursor ";
  private final Secret secret;

  Cursors(Secret secret) {
    this.secret = secret;
  }

  /**
   * @param position the keyset position after which the next page begins
   * @param filters everything that chose and ordered the list
   */
  public String encode(String position, String filters) {
    return secret.seal(PURPOSE + filters, position);
  }

  /**
   * The position of a cursor; null for none.
   *
   * @throws Refusal 400 if it was not given for these filters
   */
  public @Nullable String decode(@Nullable String cursor, String filters) {
    if (cursor == null) {
      return null;
    }
    var position = secret.open(PURPOSE + filters, cursor);
    if (position == null) {
      throw Refusal.field(
          "/cursor", "cursor is not one of this list with these filters; start again without it");
    }
    return position;
  }
}
