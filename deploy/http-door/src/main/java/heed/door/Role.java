package heed.door;

/**
 * What a key or a person may be; the names are those of configuration and of {@code @RolesAllowed}.
 */
public final class Role {
  /** Posts and erases reviews. */
  public static final String STOREFRONT = "storefront";

  /** Answers customers; an answer by this role is an answer by a person. */
  public static final String AGENT = "agent";

  /** Leads a team. */
  public static final String LEAD = "lead";

  /** Reads. */
  public static final String ANALYST = "analyst";

  /** Runs the installation. */
  public static final String ADMIN = "admin";

  private Role() {}
}
