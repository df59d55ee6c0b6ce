package heed.alerting;

import heed.door.Holder;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where a deed is put down, in the transaction that does it: there is no act without its line, and
 * no line of an act that was rolled back.
 */
public interface Deeds {
  /**
   * What the request at hand asked for is done.
   *
   * @param storefront null if it is of no one storefront
   * @param object the id of what it was done to; null for what the path names
   */
  void done(Connection connection, @Nullable String storefront, @Nullable String object)
      throws SQLException;

  /** The request at hand came without a key, and this is who asks. */
  void by(Holder holder);

  /** The request at hand is of this storefront; what is put down after its answer says so. */
  void of(String storefront);
}
