package dev.hubbub.component;

import dev.hubbub.message.ChannelId;

/** What stands after {@code hub:} in a URI. */
sealed interface HubAddress {
    /** {@code hub:KIND/NAME}: a channel. */
    record Channel(ChannelId id) implements HubAddress {}

    /** {@code hub:command/WORD}: a command of the bot. */
    record Command(ChannelId id) implements HubAddress {}

    /** {@code hub:parser/NAME}: a parser. */
    record Parser(String name) implements HubAddress {}

    /** {@code hub:form/NAME}: a resource that takes forms. */
    record Form(String name) implements HubAddress {}

    /** {@code hub:events}: what happens in the hub. */
    record Events() implements HubAddress {}

    /** {@code hub:receipt/KIND/NAME}: what became of what was sent. */
    record Receipt(ChannelId id) implements HubAddress {}

    /** {@code hub:presence/KIND/NAME}: who is there, and who is typing. */
    record Presence(ChannelId id) implements HubAddress {}

    /** {@code hub:raw/KIND/NAME}: what is to be sent in the network's own terms. */
    record Raw(ChannelId id) implements HubAddress {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static HubAddress parse(String text) {
        if (text.equals("events")) {
            return new Events();
        }
        if (text.startsWith("receipt/")) {
            return new Receipt(ChannelId.parse(text.substring("receipt/".length())));
        }
        if (text.startsWith("presence/")) {
            return new Presence(ChannelId.parse(text.substring("presence/".length())));
        }
        if (text.startsWith("raw/")) {
            return new Raw(ChannelId.parse(text.substring("raw/".length())));
        }
        ChannelId id = ChannelId.parse(text);
        return switch (id.kind()) {
            case ChannelId.COMMAND -> new Command(id);
            case "parser" -> new Parser(id.name());
            case "form" -> new Form(id.name());
            case "events", "receipt", "presence", "raw" ->
                throw new IllegalArgumentException("hub:" + text
                        + " is not understood: write hub:events, or hub:receipt/KIND/NAME, hub:presence/KIND/NAME"
                        + " or hub:raw/KIND/NAME");
            default -> new Channel(id);
        };
    }
}
