/**
 * Who may come in: keys of programs, people and their sign-in. Kept in PostgreSQL, told to every
 * service on {@code access-changed}.
 *
 * <p>{@code AccessDesk} asks the pure {@code AccessDecider}; whatever changes goes through {@code
 * AccessJournal}, which writes the row, what leaves of it, and asks every {@link
 * heed.alerting.access.AccessAudit}.
 */
@NullMarked
package heed.alerting.access;

import org.jspecify.annotations.NullMarked;
