/**
 * Instant messages over SIP (RFC 3428), on JAIN SIP: the Camel component {@code sip:}.
 *
 * <p>Begin with {@link dev.hubbub.channel.sip.SipEndpoint}, which says what {@code sip:} addresses there are. The hub is one user
 * agent, {@code Sip}, for all route files: it asks its server by a {@code SipAgent}, with a {@code Login} where it is challenged,
 * and lets in by a {@code SipGate}; {@code Said} reads what came, {@code SipProducer} writes, {@code Answers} says what an
 * answer means for a delivery.
 */
@NullMarked
package dev.hubbub.channel.sip;

import org.jspecify.annotations.NullMarked;
