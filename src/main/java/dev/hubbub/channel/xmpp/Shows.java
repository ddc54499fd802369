package dev.hubbub.channel.xmpp;

import dev.hubbub.message.Address;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;
import org.jspecify.annotations.Nullable;

/** What presences and chat states say, in the hub's words. A person is as present as the most eager of their clients. */
final class Shows {
    static final String OFFLINE = "offline";

    /** What clients are told that the account knows (XEP-0030). */
    static final String CHAT_STATES = ChatStateExtension.NAMESPACE;

    private static final int MOST = 2_000;

    private final Map<Address, Map<String, Presence>> clients = new LinkedHashMap<>();

    /** The bot's own presence as it was wished for. */
    record Own(Presence.@Nullable Mode mode, @Nullable String status) {
        static final Own USUAL = new Own(null, null);

        /** @throws IllegalArgumentException if it is no show */
        static Own of(String show, @Nullable String status) {
            String word = show.toLowerCase(Locale.ROOT);
            String said = status == null ? null : Stanzas.printable(status);
            if (word.equals("online")) {
                return new Own(null, said);
            }
            for (Presence.Mode mode : Presence.Mode.values()) {
                if (mode.name().equals(word)) {
                    return new Own(mode, said);
                }
            }
            throw new IllegalArgumentException("the bot is online, chat, away, xa or dnd, not '" + show + "'");
        }
    }

    /** What a presence says. */
    static String show(Presence presence) {
        if (!presence.isAvailable()) {
            return OFFLINE;
        }
        Presence.Mode mode = presence.getMode();
        return mode == null || mode == Presence.Mode.available ? "online" : mode.name();
    }

    /** What holds for a person after one client has said this. */
    synchronized Presence best(Address who, String client, Presence presence) {
        Map<String, Presence> all = clients.computeIfAbsent(who, unused -> new HashMap<>());
        if (presence.isAvailable()) {
            all.put(client, presence);
        } else {
            all.remove(client);
        }
        if (all.isEmpty()) {
            clients.remove(who);
        }
        if (clients.size() > MOST) {
            clients.remove(clients.keySet().iterator().next());
        }
        return all.values().stream()
                .max((one, other) -> Integer.compare(one.getPriority(), other.getPriority()))
                .orElse(presence);
    }

    /** The log-in is over: all are said anew after the next. */
    synchronized void forget() {
        clients.clear();
    }

    /** The chat state in a message, or null. */
    static @Nullable String state(Message message) {
        ExtensionElement element = message.getExtension(CHAT_STATES);
        return element instanceof ChatStateExtension known
                ? known.getChatState().name()
                : null;
    }

    /** @throws IllegalArgumentException if it is none */
    static ChatStateExtension element(String state) {
        for (ChatState known : ChatState.values()) {
            if (known.name().equals(state)) {
                return new ChatStateExtension(known);
            }
        }
        throw new IllegalArgumentException(
                "a chat state is active, composing, paused, inactive or gone, not '" + state + "'");
    }
}
