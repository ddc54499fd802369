package dev.hubbub.channel.mail;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mailbox that is open (RFC 9051), read from where reading ended; mail stays in it, marked as seen. */
final class Box implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Box.class);

    private final IMAPStore store;
    private final IMAPFolder folder;
    private final Reading reading;
    private final boolean canIdle;

    /**
     * How it is read.
     *
     * @param name by which it is remembered
     */
    record Reading(String name, BoxMemory memory, MailTaker taker, MailReader reader) {}

    private Box(IMAPStore store, IMAPFolder folder, Reading reading, boolean canIdle) {
        this.store = store;
        this.folder = folder;
        this.reading = reading;
        this.canIdle = canIdle;
    }

    /** Logs in and opens a folder. */
    static Box open(MailServer server, String name, Reading reading)
            throws MessagingException, GeneralSecurityException, IOException {
        IMAPStore store = (IMAPStore) server.session("localhost").getStore("imap");
        try {
            store.connect(
                    server.host(),
                    server.port(),
                    server.user(),
                    server.password().reveal());
            IMAPFolder folder = (IMAPFolder) store.getFolder(name);
            folder.open(Folder.READ_WRITE);
            return new Box(store, folder, reading, store.hasCapability("IDLE"));
        } catch (MessagingException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Hands over what is new, in order; it is marked as seen, and never read again, once the hub has it. */
    void takeNew() throws Exception {
        hold();
        BoxMemory.Seen seen = reading.memory().seen(reading.name());
        long validity = folder.getUIDValidity();
        boolean first = seen.validity() != validity;
        long after = first ? 0 : seen.uid();
        Message[] found = folder.getMessagesByUID(after + 1, UIDFolder.LASTUID);
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.FLAGS);
        profile.add(FetchProfile.Item.SIZE);
        folder.fetch(found, profile);
        for (Message message : found) {
            long uid = folder.getUID(message);
            // the last mail is always among those found
            if (uid > after) {
                see(message, first);
                reading.memory().saw(reading.name(), new BoxMemory.Seen(validity, uid));
            }
        }
        if (first && found.length == 0) {
            reading.memory().saw(reading.name(), new BoxMemory.Seen(validity, 0));
        }
    }

    private void see(Message message, boolean first) throws Exception {
        // in a box that is read for the first time, what somebody has read is not new
        if (message.isExpunged() || message.isSet(Flags.Flag.DELETED) || (first && message.isSet(Flags.Flag.SEEN))) {
            return;
        }
        hold();
        try {
            if (message.getSize() > reading.reader().limits().bytes()) {
                throw new NotTakenException("5.3.4", "the mail is too large", null);
            }
            byte[] raw = bytes(message);
            reading.taker().take(raw, MailReader.envelope(raw));
            message.setFlag(Flags.Flag.SEEN, true);
        } catch (NotTakenException e) {
            LOG.warn(
                    "a mail in {} is not taken, and stays there flagged: {}",
                    reading.name(),
                    OneLine.of(String.valueOf(e.getMessage()), 300));
            message.setFlag(Flags.Flag.FLAGGED, true);
        }
    }

    private static byte[] bytes(Message message) throws MessagingException, IOException {
        if (message instanceof IMAPMessage mail) {
            // only once the hub has it is it seen
            mail.setPeek(true);
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        message.writeTo(raw);
        return raw.toByteArray();
    }

    private void hold() {
        if (!reading.memory().hold(reading.name())) {
            throw new IllegalStateException("another hub reads it now");
        }
    }

    /** Waits until there may be news, by IDLE (RFC 2177) where the server offers it. */
    void awaitNews(Duration poll) throws MessagingException, InterruptedException {
        if (canIdle) {
            folder.idle(true);
        } else {
            TimeUnit.MILLISECONDS.sleep(poll.toMillis());
            folder.getMessageCount();
        }
    }

    /** Asks the server for a sign of life, which ends IDLE. */
    void nudge() {
        try {
            if (!canIdle) {
                hold();
            } else if (folder.isOpen()) {
                folder.doCommand(protocol -> {
                    protocol.noop();
                    return null;
                });
            }
        } catch (MessagingException | RuntimeException e) {
            // whoever waits hears of it as well
            LOG.debug("{} gives no sign of life", reading.name(), e);
        }
    }

    /** Ends waiting, from another thread. */
    void leave() {
        try {
            store.close();
        } catch (MessagingException e) {
            LOG.debug("{} did not close cleanly", reading.name(), e);
        }
    }

    @Override
    public void close() {
        leave();
    }
}
