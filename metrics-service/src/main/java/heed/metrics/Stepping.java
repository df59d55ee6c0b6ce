package heed.metrics;

/**
 * SQL that finds what there is of something by stepping from one to the next in an index, however
 * many rows each has. What it selects is a storefront and the beginning of a UTC day, and belongs
 * into a union, since a row may be found more than once.
 */
public final class Stepping {
  private static final String STOREFRONTS =
      """
      (with recursive shops as (
        (select storefront from %1$s where %2$s order by storefront limit 1)
        union all
        select n.storefront from shops cross join lateral (
          select t.storefront from %1$s t where %2$s and t.storefront > shops.storefront
          order by t.storefront limit 1) n)
      select storefront, null::timestamptz as day from shops)
      """;

  private static final String DAYS =
      """
      (with recursive shops as (
        (select storefront from %1$s where %3$s order by storefront limit 1)
        union all
        select n.storefront from shops cross join lateral (
          select t.storefront from %1$s t where %3$s and t.storefront > shops.storefront
          order by t.storefront limit 1) n)
      select s.storefront, d.day from shops s cross join lateral (
        with recursive days as (
          (select date_trunc('day', t.%2$s, 'UTC') as day from %1$s t
           where %3$s and t.storefront = s.storefront order by t.%2$s limit 1)
          union all
          select n.day from days cross join lateral (
            select date_trunc('day', t.%2$s, 'UTC') as day from %1$s t
            where %3$s and t.storefront = s.storefront and t.%2$s >= days.day + interval '24 hours'
            order by t.%2$s limit 1) n)
        select day from days) d)
      """;

  /** Of single products each row is looked at: there are as many days as products had. */
  private static final String DAYS_OF_LEVELS =
      """
      (with recursive levels as (
        (select storefront, %2$s as level from %1$s order by storefront, %2$s limit 1)
        union all
        select n.storefront, n.level from levels l cross join lateral (
          select t.storefront, t.%2$s as level from %1$s t
          where (t.storefront, t.%2$s) > (l.storefront, l.level)
          order by t.storefront, t.%2$s limit 1) n)
      select l.storefront, d.day from levels l cross join lateral (
        (with recursive days as (
          (select date_trunc('day', t.at, 'UTC') as day from %1$s t
           where t.storefront = l.storefront and t.%2$s = l.level and t.product = ''
           order by t.at limit 1)
          union all
          select n.day from days cross join lateral (
            select date_trunc('day', t.at, 'UTC') as day from %1$s t
            where t.storefront = l.storefront and t.%2$s = l.level and t.product = ''
              and t.at >= days.day + interval '24 hours'
            order by t.at limit 1) n)
        select day from days)
        union
        select date_trunc('day', t.at, 'UTC') from %1$s t
        where t.storefront = l.storefront and t.%2$s = l.level and t.product > '') d)
      """;

  /** Storefronts of a table whose key begins with them, without a day. */
  public static String storefronts(String table) {
    return STOREFRONTS.formatted(table, "true");
  }

  /**
   * Storefronts and days of a table.
   *
   * @param at the column, in an index that begins with the storefront and it
   * @param condition of that index, if it is a partial one
   */
  static String days(String table, String at, String condition) {
    return DAYS.formatted(table, at, condition);
  }

  /**
   * The same of counters: their key is storefront, level, product, at.
   *
   * @param level the column that tells what is added up
   */
  static String daysOfLevels(String table, String level) {
    return DAYS_OF_LEVELS.formatted(table, level);
  }

  private Stepping() {}
}
