/**
 * The Camel component {@code mail:}, on Angus Mail and SubEthaSMTP. {@code mail:send} sends what an exchange holds,
 * {@code mail:listen/NAME} takes mail that a mail server hands on by SMTP, {@code mail:fetch/FOLDER} reads a mailbox.
 *
 * <p>Reading order: {@code MailEndpoint} says what a URI means; out, {@code MailProducer} makes a {@code Letter} for each
 * recipient and the {@code Postman} hands it to the mail server; in, {@code MailListener} answers a mail server by one
 * {@code MailTransaction} per mail, {@code FetchConsumer} keeps a {@code Box} open, and {@code MailReader} makes of its bytes what the hub takes.
 */
@NullMarked
package dev.hubbub.channel.mail;

import org.jspecify.annotations.NullMarked;
