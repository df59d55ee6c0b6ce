/**
 * What a CRM is sent: facts, put in the places that a {@link heed.alerting.crm.Mapping} names. No
 * expressions and no code, and nothing here knows a database or a network.
 */
@NullMarked
package heed.alerting.crm;

import org.jspecify.annotations.NullMarked;
