package heed.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A line of a case's timeline as it is shown; {@link Journal} writes them, in batches. */
@Entity
@Immutable
@Table(name = "timeline")
public class TimelineEntry extends PanacheEntityBase {
  @Id public Long id;

  @Column(name = "case_id")
  public UUID caseId;

  public String storefront;
  public Instant at;
  public String type;
  public String by;

  @JdbcTypeCode(SqlTypes.JSON)
  public JsonNode detail;

  /** The entries of some cases, oldest first. */
  static List<TimelineEntry> of(Collection<String> storefronts, Collection<UUID> cases) {
    return list("storefront in ?1 and caseId in ?2 order by id", storefronts, cases);
  }
}
