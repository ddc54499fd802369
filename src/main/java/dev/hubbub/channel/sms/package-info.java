/**
 * Text messages over SMPP 3.4: the Camel component {@code smpp:}, which is Camel's own with a connection that is patient, and
 * the bean {@code sms} that route files call.
 *
 * <p>Reading order: {@code routes/sms.camel.yaml} shows what is called when. Out: {@code Texting} knows to whom and what may be
 * spent ({@code Spending}), {@code Outgoing} splits a text in an {@code Alphabet}, {@code SmsProducer} submits the parts over a
 * {@code SmsLine}, {@code Refusals} says what an error means. In: {@code Incoming} reads a PDU, its {@code Header} says which
 * part of what it is, {@code HeldTexts} keeps parts until all are there, {@code Coding} reads them; {@code Receipt} is what
 * became of a message that was sent.
 */
@NullMarked
package dev.hubbub.channel.sms;

import org.jspecify.annotations.NullMarked;
