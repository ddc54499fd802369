package dev.hubbub.api;

import dev.hubbub.api.archive.ChannelBook;
import dev.hubbub.api.archive.ReadMarks;
import dev.hubbub.api.archive.Tally;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.MessageId;
import dev.hubbub.outbox.LaneStats;
import dev.hubbub.outbox.Outbox;
import dev.hubbub.security.Caller;
import dev.hubbub.web.Answer;
import dev.hubbub.web.Call;
import dev.hubbub.web.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The points of the star: how each is, what went over it; holding one back, and letting it go on. */
final class ChannelOperations {
    private final ChannelDirectory channels;
    private final ChannelBook book;
    private final ReadMarks marks;
    private final Tallies tallies;
    private final Outbox outbox;
    private final PausedChannels lanes;
    private final Access access;

    ChannelOperations(
            ChannelDirectory channels,
            ChannelBook book,
            ReadMarks marks,
            Tallies tallies,
            Outbox outbox,
            PausedChannels lanes,
            Access access) {
        this.channels = channels;
        this.book = book;
        this.marks = marks;
        this.tallies = tallies;
        this.outbox = outbox;
        this.lanes = lanes;
        this.access = access;
    }

    void register(Operations operations) {
        operations
                .waiting("listChannels", Failing.translated(this::list))
                .waiting("getChannel", Failing.translated(this::get))
                .waiting("setReadMark", Failing.translated(this::read))
                .waiting("pauseChannel", Failing.translated(call -> paused(call, true)))
                .waiting("resumeChannel", Failing.translated(call -> paused(call, false)));
    }

    /** Schema {@code Channel}. */
    record ChannelView(
            String id,
            String kind,
            String name,
            String title,
            String state,
            @Nullable String reason,
            Direction direction,
            Counters counters,
            List<String> files,
            @Nullable Trouble lastError,
            @Nullable Instant lastMessageAt,
            May may,
            @Nullable String lastRead,
            @Nullable Integer unread) {}

    /** Which ways it goes. */
    record Direction(boolean in, boolean out) {}

    /** What was counted. */
    record Counters(long in, long out, long sent, long dead, long pending) {}

    /** The failure it is in. */
    record Trouble(Instant at, String reason) {}

    /** What the caller may do on it. */
    record May(boolean read, boolean write) {}

    private Answer list(Call call) {
        Caller caller = call.caller();
        Map<ChannelId, ReadMarks.Mark> read = marks.of(caller);
        return Answer.ok(Page.whole(channels.all().values().stream()
                .filter(entry -> access.mayRead(caller, entry.id()) || access.mayWrite(caller, entry.id()))
                .map(entry -> view(caller, entry, read))
                .toList()));
    }

    private Answer get(Call call) {
        Caller caller = call.caller();
        return Answer.ok(view(caller, access.visible(caller, call.channel()), marks.of(caller)));
    }

    private Answer read(Call call) {
        Caller caller = call.caller();
        ChannelId channel = call.channel();
        access.requireReadable(caller, channel);
        marks.set(caller, channel, MessageId.parse(String.valueOf(call.body().get("message"))));
        return get(call);
    }

    private Answer paused(Call call, boolean paused) {
        ChannelId channel = access.visible(call.caller(), call.channel()).id();
        book.setPaused(channel, paused, call.caller().principal());
        lanes.follow(Set.of(channel));
        return get(call);
    }

    private ChannelView view(Caller caller, ChannelDirectory.Entry entry, Map<ChannelId, ReadMarks.Mark> read) {
        ChannelId id = entry.id();
        Tally tally = tallies.of(id);
        Optional<LaneStats.Trouble> trouble =
                Optional.ofNullable(outbox.stats().get(id)).map(LaneStats::trouble);
        State state = state(entry);
        Optional<ReadMarks.Mark> mark =
                access.mayRead(caller, id) ? Optional.ofNullable(read.get(id)) : Optional.empty();
        return new ChannelView(
                id.toString(),
                id.kind(),
                id.name(),
                entry.title(),
                state.word(),
                state.reason(),
                new Direction(entry.in(), entry.out()),
                new Counters(tally.in(), tally.out(), tally.sent(), tally.dead(), tally.pending()),
                entry.files().stream().sorted().toList(),
                trouble.map(found -> new Trouble(found.at(), found.reason())).orElse(null),
                tally.lastMessageAt(),
                new May(access.mayRead(caller, id), access.mayWrite(caller, id)),
                mark.map(found -> found.lastRead().toString()).orElse(null),
                mark.map(ReadMarks.Mark::unread).orElse(null));
    }

    private record State(String word, @Nullable String reason) {}

    private State state(ChannelDirectory.Entry entry) {
        if (outbox.isPaused(entry.id())) {
            return new State("paused", "An operator holds its deliveries back.");
        }
        if (entry.in() || entry.out()) {
            return new State("up", null);
        }
        return switch (entry.stopped()) {
            case PAUSED -> new State("paused", entry.trouble());
            case FAILED -> new State("failed", entry.trouble());
            case OFF -> new State("off", entry.trouble());
            case NOT -> new State("down", "No running route serves it.");
        };
    }
}
