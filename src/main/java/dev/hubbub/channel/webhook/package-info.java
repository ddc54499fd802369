/**
 * Webhooks, both ways: {@link dev.hubbub.channel.webhook.Webhooks} is the bean that route files call,
 * {@link dev.hubbub.channel.webhook.WebhookSettings} what is configured of each. Out: {@link dev.hubbub.channel.webhook.Posting}
 * makes one call of one delivery. In: {@link dev.hubbub.channel.webhook.Door} finds out whether a call is genuine, then
 * {@link dev.hubbub.channel.webhook.Mapping}, or {@link dev.hubbub.channel.webhook.Envelope} for another hub's messages, makes
 * a message of it.
 */
@NullMarked
package dev.hubbub.channel.webhook;

import org.jspecify.annotations.NullMarked;
