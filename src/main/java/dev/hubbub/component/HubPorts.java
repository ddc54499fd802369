package dev.hubbub.component;

import dev.hubbub.events.EventFeed;
import dev.hubbub.events.EventLog;
import dev.hubbub.events.EventMarks;
import dev.hubbub.intake.Intake;
import dev.hubbub.intake.ParserRunner;
import dev.hubbub.intake.Parsers;
import dev.hubbub.outbox.Asks;
import dev.hubbub.outbox.Names;
import dev.hubbub.outbox.Outbox;
import java.time.Duration;

/**
 * The middle of the hub as the component needs it.
 *
 * @param intake where what arrives goes
 * @param outbox where what is owed comes from
 * @param parsers where route parsers enlist for what is stored
 * @param deliverParsers where route parsers enlist for what is handed out
 * @param runner runs parsers within their time limit
 * @param receipts where receipts go
 * @param names by what names targets know messages
 * @param files what reads and hands out files
 * @param returns who is told of what goes round in circles and is held back
 * @param events what happens in the hub
 * @param log the same, as it is kept
 * @param marks how far routes have come in it
 * @param commands the bot's commands
 * @param asks what routes can be asked to do at once
 * @param forms where forms leave the path of messages
 * @param patience how long a source may be made to wait while the hub is busy, before its message is refused
 */
public record HubPorts(
        Intake intake,
        Outbox outbox,
        Parsers parsers,
        Parsers deliverParsers,
        ParserRunner runner,
        Receipts receipts,
        Names names,
        Files files,
        Returns returns,
        EventFeed events,
        EventLog log,
        EventMarks marks,
        CommandList commands,
        Asks asks,
        FormDoor forms,
        Duration patience) {}
