package dev.hubbub.bot;

import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code !shout}: says something on a shoutbox in the sender's name. Who may talk to the bot may shout, so only the
 * boxes that are listed for it take shouts; the first of them is meant where none is named.
 */
public final class Shouts {
    private static final String KIND = "shoutbox";

    private final List<String> boxes;
    private final Predicate<ChannelId> exists;
    private final Voice voice;

    /**
     * @param boxes names of the shoutboxes that take shouts; if empty, none does
     * @param exists whether a channel exists
     */
    public Shouts(List<String> boxes, Predicate<ChannelId> exists, Voice voice) {
        this.boxes = List.copyOf(boxes);
        this.exists = exists;
        this.voice = voice;
    }

    /** Answers {@code !shout} with these arguments. */
    public String answer(String arguments, Call call) {
        try {
            return shout(arguments, call);
        } catch (Refusal e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String shout(String arguments, Call call) throws Refusal {
        if (boxes.isEmpty()) {
            throw new Refusal("No shoutbox takes shouts from here.");
        }
        Words words = new Words(arguments);
        ChannelId box = box(words);
        String text = words.rest();
        if (text.isBlank()) {
            throw new Refusal("Write: !shout TEXT or !shout BOX TEXT. Boxes: " + String.join(", ", boxes) + ".");
        }
        if (CommandLine.parse(text).isPresent()) {
            throw new Refusal("A shout cannot be a command.");
        }
        if (box.equals(call.place().channel())) {
            throw new Refusal("You are on " + box + " already: just say it.");
        }
        Waiting.on(voice.say(draft(box, text, call)));
        return "Shouted on " + box + ".";
    }

    /** The box that is named first, if more follows; else the usual one. */
    private ChannelId box(Words words) throws Refusal {
        int start = words.mark();
        String first = words.peek().replaceFirst("^" + KIND + "/", "");
        words.skip();
        if (!words.rest().isEmpty() && first.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
            ChannelId named = new ChannelId(KIND, first);
            if (boxes.contains(first) || exists.test(named)) {
                return open(named);
            }
        }
        words.backTo(start);
        return open(new ChannelId(KIND, boxes.get(0)));
    }

    private ChannelId open(ChannelId box) throws Refusal {
        if (!boxes.contains(box.name())) {
            throw new Refusal(box + " takes no shouts from here. Boxes: " + String.join(", ", boxes) + ".");
        }
        if (!exists.test(box)) {
            throw new Refusal("There is no " + box + " just now.");
        }
        return box;
    }

    private static Draft draft(ChannelId box, String text, Call call) {
        return Draft.builder(box, call.sender(), text)
                .senderName(call.senderName())
                .externalId("shout:" + call.key())
                .visited(Set.of(call.place().channel()))
                .hops(1)
                .build();
    }
}
