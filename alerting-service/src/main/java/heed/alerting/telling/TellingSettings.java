package heed.alerting.telling;

import heed.events.Channel;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How people and programs are told. */
@ConfigMapping(prefix = "heed.telling")
interface TellingSettings {
  /** How often the database is asked for what is to be told. */
  @WithDefault("PT0.25S")
  Duration poll();

  /** How long a notice to people waits for others, so that a burst arrives as one message. */
  @WithDefault("PT2S")
  Duration settle();

  /** The most messages a person or a chat gets within the window; more come as one digest. */
  @WithDefault("4")
  int digestFrom();

  /** See {@link #digestFrom}. */
  @WithDefault("PT5M")
  Duration digestWindow();

  /** Where people reach the console, for the links in their notices; unset: no links. */
  Optional<URI> console();

  /** How long one attempt may take. */
  @WithDefault("PT10S")
  Duration timeout();

  /** How long what was delivered, dropped or given up can be looked at and delivered again. */
  @WithDefault("P30D")
  Duration keep();

  /** Networks of private addresses that endpoints may have all the same, such as 10.1.0.0/16. */
  Optional<List<String>> allowPrivate();

  /** Whether endpoints may be spoken to without TLS. */
  @WithDefault("false")
  boolean allowHttp();

  /**
   * PEM file of authorities that are trusted beside the machine's own, for receivers whose
   * certificates a company signs itself.
   */
  Optional<Path> ca();

  Mail mail();

  Answer answer();

  Invite invite();

  Crm crm();

  Retry retry();

  /** Endpoints of kind CRM. */
  interface Crm {
    /**
     * Whether a customer has to have said yes before a CRM hears of his cases; one who said no is
     * never told of. For segments see heed.segments.consent-required of metrics-service.
     */
    @WithDefault("false")
    boolean consentRequired();
  }

  /** Mail goes by {@code quarkus.mailer.*}, once it has a sender. */
  interface Mail {
    /** The sender's address; unset: no mail. */
    Optional<String> from();

    /** How long handing over one mail may take: servers check, and let strangers wait. */
    @WithDefault("PT30S")
    Duration timeout();

    /** How long a letter waits while the server takes none at all; then to the dead list. */
    @WithDefault("P30D")
    Duration outage();
  }

  /** Public answers, mailed to customers who gave an address. */
  interface Answer {
    /** For reviews from these channels; a third party tells its own customers. */
    @WithDefault("STOREFRONT,APP,EMAIL,SURVEY")
    Set<Channel> channels();
  }

  /** One neutral invitation to update the review, once its case was answered and resolved. */
  interface Invite {
    /** For reviews from these channels; third parties forbid it. */
    @WithDefault("STOREFRONT,APP,EMAIL,SURVEY")
    Set<Channel> channels();

    /** How long after the end of the case. */
    @WithDefault("PT0S")
    Duration after();

    /** Where a review is updated, with {storefront}, {product} and {review}; unset: no link. */
    Optional<String> link();
  }

  /** What could not be delivered is tried again: exponential back-off with full jitter. */
  interface Retry {
    /** The longest pause after the first attempt; it triples with each. */
    @WithDefault("PT5S")
    Duration first();

    /** No pause is longer, unless the receiver asks for it. */
    @WithDefault("PT2H")
    Duration longest();

    /** After this time it goes to the dead list. */
    @WithDefault("PT24H")
    Duration giveUp();
  }
}
