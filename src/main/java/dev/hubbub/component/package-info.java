/**
 * The Camel component {@code hub:}, all that a route file sees of the hub. {@link dev.hubbub.component.HubProducer}
 * is the way in, {@link dev.hubbub.component.ChannelConsumer} the way out; {@link dev.hubbub.component.Headers} lists
 * what may cross the border.
 */
@NullMarked
package dev.hubbub.component;

import org.jspecify.annotations.NullMarked;
