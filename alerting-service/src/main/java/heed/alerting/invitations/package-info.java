/**
 * One invitation to review per order, and one reminder, beside the cases.
 *
 * <p>{@link heed.alerting.invitations.OrdersChanged} hears of orders, {@link
 * heed.alerting.invitations.InvitationDecider} says when somebody is asked, {@link
 * heed.alerting.invitations.DueInvitations} puts the letter down in the transaction that decides
 * it, and {@link heed.alerting.invitations.InvitationLetters} writes it once it can be sent.
 * Nothing here knows what a review says, or what is made of it: everybody is asked alike.
 */
@NullMarked
package heed.alerting.invitations;

import org.jspecify.annotations.NullMarked;
