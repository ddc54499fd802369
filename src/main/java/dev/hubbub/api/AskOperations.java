package dev.hubbub.api;

import dev.hubbub.message.ChannelId;
import dev.hubbub.outbox.Asks;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Role;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import dev.hubbub.web.Problem;
import dev.hubbub.web.ProblemException;
import java.util.HashMap;
import java.util.Map;

/** What a network is shown or sent at once, past the log: presence, typing, and what its own terms say. */
final class AskOperations {
    /** The fields of the body by the header that a route finds them under. */
    private static final Map<String, String> PRESENCE = Map.of(
            "show", "HubbubShow", "status", "HubbubStatus", "chatState", "HubbubChatState", "to", "HubbubRecipient");

    private final Asks asks;
    private final Access access;

    AskOperations(Asks asks, Access access) {
        this.asks = asks;
        this.access = access;
    }

    void register(Operations operations) {
        operations
                .waiting("setPresence", Failing.translated(this::presence))
                .waiting("sendRaw", Failing.translated(this::raw));
    }

    /** Schema {@code RawAnswer}. */
    record RawView(String answer) {}

    private Answer presence(Call call) {
        Caller caller = call.caller();
        access.requireWritable(caller, call.channel());
        Map<String, String> headers = new HashMap<>();
        PRESENCE.forEach((field, header) -> {
            if (call.body().get(field) instanceof String text) {
                headers.put(header, text);
            }
        });
        boolean shows = headers.containsKey("HubbubShow");
        if (shows == headers.containsKey("HubbubChatState")) {
            throw new ProblemException(Problem.unprocessable("/show", "say either show or chatState"));
        }
        if (shows && !caller.has(Role.OPERATOR)) {
            throw new ProblemException(
                    Problem.forbidden("The bot's presence is seen everywhere: it is an operator's to say."));
        }
        ask(Asks.Kind.PRESENCE, call.channel(), headers, "");
        return Answer.nothing();
    }

    private Answer raw(Call call) {
        ChannelId channel = access.visible(call.caller(), call.channel()).id();
        String stanza = String.valueOf(call.body().get("stanza"));
        return Answer.ok(new RawView(ask(Asks.Kind.RAW, channel, Map.of(), stanza)));
    }

    private String ask(Asks.Kind kind, ChannelId channel, Map<String, String> headers, String body) {
        Asks.Route route = asks.find(kind, channel)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        409, "No running route of " + channel + " does that: its network does not know it.")));
        try {
            return route.run(headers, body);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.unprocessable(kind == Asks.Kind.RAW ? "/stanza" : "/to", String.valueOf(e.getMessage())));
        } catch (DeliveryException.Permanent e) {
            throw new ProblemException(
                    Problem.unprocessable(kind == Asks.Kind.RAW ? "/stanza" : "/to", String.valueOf(e.getMessage())));
        } catch (DeliveryException e) {
            throw new ProblemException(Problem.of(503, "The network cannot be asked just now: " + e.getMessage()));
        }
    }
}
