package heed.alerting.invitations;

/** Which letter. */
enum Letter {
  INVITATION,
  REMINDER
}
