package dev.hubbub;

import dev.hubbub.bot.CommandLine;
import dev.hubbub.component.CommandList;
import dev.hubbub.component.HubPorts;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.events.EventFeed;
import dev.hubbub.intake.CommandFinder;
import dev.hubbub.intake.Intake;
import dev.hubbub.intake.Parser;
import dev.hubbub.intake.ParserRunner;
import dev.hubbub.intake.Parsers;
import dev.hubbub.intake.Planner;
import dev.hubbub.intake.RuleRouter;
import dev.hubbub.intake.Writer;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Ids;
import dev.hubbub.outbox.Outbox;
import dev.hubbub.rules.RuleBook;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The middle of the star: intake, rules, outbox and events on top of the storage. */
final class Middle implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration EVENT_POLL = Duration.ofMillis(500);

    final RuleBook rules;
    final CommandList commands = new CommandList();
    final Parsers parsers;
    final ParserRunner runner;
    final Outbox outbox;
    final Intake intake;
    final EventFeed events;
    private final Parsers deliverParsers;

    /**
     * @param builtIn the parsers that are always there
     * @param chosen which parsers a channel's settings name
     * @param paused channels that hold their deliveries back since the last run
     */
    Middle(
            Settings settings,
            Storage storage,
            Ids ids,
            RuleBook rules,
            List<Parser> builtIn,
            Function<ChannelId, Optional<List<String>>> chosen,
            Set<ChannelId> paused) {
        Clock clock = Clock.systemUTC();
        this.rules = rules;
        this.parsers = new Parsers(builtIn, chosen);
        this.deliverParsers = new Parsers(List.of(), chosen);
        this.runner = new ParserRunner(settings.duration(Key.PARSER_TIMEOUT));
        this.outbox = new Outbox(
                storage.queue, settings.integer(Key.OUTBOX_LANE), settings.duration(Key.OUTBOX_POLL), clock, paused);
        Planner planner = new Planner(parsers, runner, commandFinder(), new RuleRouter(rules), clock);
        this.intake = new Intake(
                new Intake.Limits(
                        settings.integer(Key.INTAKE_QUEUE),
                        settings.integer(Key.INTAKE_BATCH),
                        settings.integer(Key.INTAKE_MAX_TEXT)),
                planner,
                new Writer(storage.log, outbox, ids, clock));
        this.events = new EventFeed(storage.events, EVENT_POLL);
        storage.events.onCommit(events::wake);
    }

    private CommandFinder commandFinder() {
        return draft -> CommandLine.parse(draft.text())
                .map(CommandLine::word)
                .filter(commands::has)
                .map(word -> new ChannelId(ChannelId.COMMAND, word));
    }

    /** What route files see of it. */
    HubPorts ports() {
        return new HubPorts(
                intake,
                outbox,
                parsers,
                deliverParsers,
                runner,
                (channel, id, state) -> false,
                events,
                commands,
                PATIENCE);
    }

    /** Takes nothing more in, lets what is under way end. */
    @Override
    public void close() {
        intake.close();
        outbox.close();
        events.close();
    }
}
