package heed.alerting.invitations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * How customers are asked for a review. Nobody is, until orders come in, mail has a sender ({@code
 * heed.telling.mail.from}) and the form has an address and a key.
 */
@ConfigMapping(prefix = "heed.invitations")
interface InvitationSettings {
  /** Whether the orders of storefronts are asked about, where the storefront says nothing else. */
  @WithDefault("true")
  boolean enabled();

  /** What holds for one storefront. */
  Map<String, Storefront> storefront();

  /** Where the form is: the public address of review-ingest, without a path. */
  Optional<URI> form();

  /** From the delivery to the invitation. */
  @WithDefault("P7D")
  Duration delay();

  /** From the invitation to the one reminder; PT0S: none. */
  @WithDefault("P5D")
  Duration reminder();

  /** An order delivered longer ago is not asked about. */
  @WithDefault("P30D")
  Duration tooOld();

  /** The pause between two letters to one customer of several orders; PT0S: none. */
  @WithDefault("P1D")
  Duration atMostEvery();

  /** When letters go, by the customer's own clock. */
  @WithDefault("09:00-20:00")
  String daytime();

  /** The time zone where neither the order nor its country tells one. */
  @WithDefault("UTC")
  ZoneId zone();

  /** The language of letters where the order tells none, BCP 47. */
  @WithDefault("en")
  String language();

  /** How long a link opens the form, from the letter on. */
  @WithDefault("P60D")
  Duration linkValid();

  /** How long it is remembered that an order was asked about, and what came of it. */
  @WithDefault("P400D")
  Duration keep();

  /** How often the database is asked for what is due. */
  @WithDefault("PT1S")
  Duration poll();

  /**
   * The high part of every revision of an order; raise it by one if {@code orders-changed} is ever
   * recreated, since offsets then begin anew. 0 to 4,194,303.
   */
  @WithDefault("0")
  long epoch();

  /** One storefront's own. */
  interface Storefront {
    /** Whether its orders are asked about. */
    Optional<Boolean> enabled();

    /** What customers know it by; its id if unset. */
    Optional<String> name();

    /** Its time zone, as text: one that is not set cannot be read as a zone. */
    Optional<String> zone();

    /** Its language. */
    Optional<String> language();
  }
}
