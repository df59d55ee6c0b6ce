package heed.alerting.access;

import heed.alerting.Deeds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** Has every change of who may come in put down in the audit log. */
@ApplicationScoped
class AccessDeeds implements AccessAudit {
  private final Deeds deeds;

  AccessDeeds(Deeds deeds) {
    this.deeds = deeds;
  }

  @Override
  public void changed(Connection connection, Change change) throws SQLException {
    deeds.done(connection, null, change.holderId());
  }
}
