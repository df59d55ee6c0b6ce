package heed.alerting.telling;

import java.util.Locale;

/** A way to reach somebody. */
enum Medium {
  /** Mail to somebody who works at the desk. */
  MAIL,
  /** Mail to the customer of the case. */
  CUSTOMER,
  /** Signed, for programs: every fact one message. */
  WEBHOOK,
  SLACK,
  MATTERMOST,
  TEAMS,
  /** A program with an interface of its own: a mapping says what it is sent, of customers alone. */
  CRM;

  /** True if people read it, whom a flood would drown: gathered, and quiet in quiet hours. */
  boolean gathered() {
    return this == MAIL || chat();
  }

  /** True if it goes by the mail server. */
  boolean mail() {
    return this == MAIL || this == CUSTOMER;
  }

  boolean chat() {
    return this == SLACK || this == MATTERMOST || this == TEAMS;
  }

  /** As metrics name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
