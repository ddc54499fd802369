package dev.hubbub;

import dev.hubbub.api.archive.MessageArchive;
import dev.hubbub.api.archive.UnreadableException;
import dev.hubbub.bot.CommandLine;
import dev.hubbub.component.CommandList;
import dev.hubbub.component.Files;
import dev.hubbub.component.FormDoor;
import dev.hubbub.component.HubPorts;
import dev.hubbub.component.Receipts;
import dev.hubbub.component.Returns;
import dev.hubbub.config.ChannelSetting;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog;
import dev.hubbub.events.EventMarks;
import dev.hubbub.form.FormLimits;
import dev.hubbub.form.FormReader;
import dev.hubbub.intake.CommandFinder;
import dev.hubbub.intake.FileLimits;
import dev.hubbub.intake.Intake;
import dev.hubbub.intake.MeteredLog;
import dev.hubbub.intake.ParserRunner;
import dev.hubbub.intake.Parsers;
import dev.hubbub.intake.Planner;
import dev.hubbub.intake.RuleRouter;
import dev.hubbub.intake.Writer;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Ids;
import dev.hubbub.message.TraceEvent;
import dev.hubbub.outbox.Asks;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.outbox.MeteredQueue;
import dev.hubbub.outbox.Names;
import dev.hubbub.outbox.Outbox;
import dev.hubbub.store.StoredArchive;
import dev.hubbub.store.StoredEventMarks;
import dev.hubbub.store.StoredForms;
import dev.hubbub.store.StoredNames;
import dev.hubbub.store.StoredReceipts;
import dev.hubbub.web.WebConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The middle of the star: intake, rules, outbox and events on top of the storage. */
final class Middle implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration EVENT_POLL = Duration.ofMillis(500);

    final CommandList commands = new CommandList();
    final Asks asks = new Asks();
    final Parsers parsers;
    final ParserRunner runner;
    final Outbox outbox;
    final Intake intake;
    final EventFeed events;
    private final Parsers deliverParsers;
    private final Receipts receipts;
    private final Names names;
    private final Files files;
    private final Returns returns;
    private final FormDoor forms;
    private final EventLog eventLog;
    private final EventMarks marks;

    Middle(Settings settings, Storage storage, Ids ids, Folders folders, MeterRegistry meters) {
        Clock clock = Clock.systemUTC();
        Function<ChannelId, Optional<List<String>>> chosen =
                channel -> folders.channels.of(channel).flatMap(ChannelSetting::chosenParsers);
        this.parsers = new Parsers(folders.parsers, chosen);
        this.deliverParsers = new Parsers(List.of(), chosen);
        this.runner = new ParserRunner(settings.duration(Key.PARSER_TIMEOUT));
        this.outbox = new Outbox(
                new MeteredQueue(storage.queue, meters),
                settings.integer(Key.OUTBOX_LANE),
                settings.duration(Key.OUTBOX_POLL),
                clock,
                storage.paused());
        Planner planner = new Planner(parsers, runner, commandFinder(), new RuleRouter(folders.rules), clock);
        this.intake = new Intake(
                new Intake.Limits(
                        settings.integer(Key.INTAKE_QUEUE),
                        settings.integer(Key.INTAKE_BATCH),
                        settings.integer(Key.INTAKE_MAX_TEXT),
                        fileLimits(settings)),
                planner,
                new Writer(new MeteredLog(storage.log, meters), outbox, ids, clock));
        this.receipts = new StoredReceipts(storage.database, storage.events, clock)::receipt;
        this.names = new StoredNames(storage.database);
        this.files = new Files(
                shelf(new StoredArchive(storage.database)),
                ids,
                fileLimits(settings),
                WebConfig.of(settings).publicUrl());
        this.returns = (message, channel, why) -> storage.events.append(new TraceEvent(
                TraceEvent.Type.MESSAGE_REPEATED, clock.instant(), message, null, channel, Map.of("reason", why)));
        this.forms = forms(settings, storage, clock, meters);
        this.eventLog = storage.events;
        this.marks = new StoredEventMarks(storage.database, clock);
        this.events = new EventFeed(storage.events, EVENT_POLL);
        storage.events.onCommit(events::wake);
    }

    private static Files.Shelf shelf(MessageArchive archive) {
        return (message, file) -> {
            try {
                return archive.attachment(message, file)
                        .orElseThrow(() -> new DeliveryException.Permanent("the file is gone", null))
                        .content();
            } catch (UnreadableException e) {
                throw new DeliveryException.Permanent("a file of the stored message cannot be decrypted", e);
            }
        };
    }

    private static FileLimits fileLimits(Settings settings) {
        int together = settings.integer(Key.INTAKE_MAX_FILES, 0, 1 << 30);
        return new FileLimits(
                settings.integer(Key.INTAKE_FILES, 0, 1000),
                settings.integer(Key.INTAKE_MAX_FILE, 0, 1 << 30),
                together,
                settings.integer(Key.INTAKE_WAITING_FILES, together, Integer.MAX_VALUE));
    }

    private static FormDoor forms(Settings settings, Storage storage, Clock clock, MeterRegistry meters) {
        FormLimits limits = new FormLimits(
                settings.integer(Key.FORM_MAX_SIZE, 1, 1 << 24),
                settings.integer(Key.FORM_DEPTH, 1, 1000),
                settings.integer(Key.FORM_ELEMENTS, 1, 1_000_000));
        StoredForms memory = new StoredForms(storage.database, settings.duration(Key.FORM_REMEMBER), clock);
        FormDoor door = new FormDoor(new FormReader(limits), memory, storage.events, clock);
        FunctionCounter.builder("hubbub.forms.taken", door, FormDoor::taken)
                .description("Forms that went to their resource")
                .register(meters);
        FunctionCounter.builder("hubbub.forms.logged", door, FormDoor::passedOn)
                .description("What looked like a form and went into the log")
                .register(meters);
        return door;
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
                receipts,
                names,
                files,
                returns,
                events,
                eventLog,
                marks,
                commands,
                asks,
                forms,
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
