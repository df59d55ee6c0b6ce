package heed.alerting.audit;

import heed.alerting.Deeds;
import heed.door.Caller;
import heed.door.Holder;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a deed down with what it does. What does not ask for it is put down by {@link AuditDoor}
 * after its answer.
 */
@RequestScoped
class Audit implements Deeds {
  private final Caller caller;
  private final RoutingContext context;

  Audit(Caller caller, RoutingContext context) {
    this.caller = caller;
    this.context = context;
  }

  @Override
  public void done(Connection connection, @Nullable String storefront, @Nullable String object)
      throws SQLException {
    if (context.get(Deed.KEY) instanceof Deed deed) {
      AuditRows.insert(
          connection,
          deed,
          deed.holder == null ? caller.holder() : deed.holder,
          object == null ? deed.object : object,
          storefront,
          AuditEntry.Outcome.DONE,
          200);
      deed.told = true;
    }
  }

  @Override
  public void by(Holder holder) {
    if (context.get(Deed.KEY) instanceof Deed deed) {
      deed.holder = holder;
    }
  }

  @Override
  public void of(String storefront) {
    if (context.get(Deed.KEY) instanceof Deed deed) {
      deed.storefront = storefront;
    }
  }
}
