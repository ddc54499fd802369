package dev.hubbub.channel.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;

/** One mail on its way in: who it is from, whom it is for, what it says; answered 250 only when the hub has it for good. */
final class MailTransaction implements MessageHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MailTransaction.class);
    private static final int CHUNK = 64 * 1024;

    /** However slowly it trickles, a mail is here by then. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final MailListener listener;
    private final MailGate gate;
    private final MessageContext context;
    private final List<String> to = new ArrayList<>();
    private String from = "";

    MailTransaction(MailListener listener, MailGate gate, MessageContext context) {
        this.listener = listener;
        this.gate = gate;
        this.context = context;
    }

    @Override
    public void from(String sender) throws RejectException {
        if (!gate.mayCome(context.getRemoteAddress())) {
            throw new RejectException(451, "4.7.1 too many mails in this minute; try again later");
        }
        from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
        if (!listener.isOwnDomain(recipient)) {
            throw new RejectException(550, "5.7.1 relaying denied");
        }
        if (listener.taker(recipient) == null) {
            throw listener.mayTakeLater(recipient)
                    ? new RejectException(450, "4.2.1 mail for this address cannot be taken just now")
                    : new RejectException(550, "5.1.1 no such address here");
        }
        if (!to.isEmpty() && !MailListener.name(to.get(0)).equals(MailListener.name(recipient))) {
            // each address has an outcome of its own, and there is one answer for all of a mail
            throw new RejectException(452, "4.5.3 one address at a time");
        }
        to.add(recipient);
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
        Reading reading = new Reading();
        try {
            reading.all(data);
            take(reading.bytes());
            return "2.0.0 taken";
        } catch (RejectException e) {
            end();
            throw e;
        } finally {
            gate.release(reading.reserved);
        }
    }

    /** A mail ends also if it is refused (RFC 5321, 4.1.1.4): the next one begins anew. */
    private void end() {
        if (context instanceof Session session) {
            session.resetMailTransaction();
        }
    }

    private void take(byte[] raw) throws RejectException {
        MailTaker taker = listener.taker(to.get(0));
        if (taker == null) {
            throw new RejectException(451, "4.3.2 mail for this address cannot be taken just now");
        }
        try {
            taker.take(raw, new Envelope(from, to));
        } catch (NotTakenException e) {
            throw new RejectException(554, e.code() + " " + OneLine.of(String.valueOf(e.getMessage()), 300));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectException(451, "4.3.2 the hub stops");
        } catch (Exception | StackOverflowError e) {
            LOG.warn("a mail for {} could not be taken just now: {}", OneLine.of(to.get(0), 100), e.toString());
            throw new RejectException(451, "4.3.0 the mail cannot be stored just now");
        }
    }

    @Override
    public void done() {
        to.clear();
    }

    /** Reads all of a mail, also of one that is refused: what was left over would be taken for commands. */
    private final class Reading {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final long began = System.nanoTime();
        private long reserved;
        private @Nullable RejectException refusal;

        void all(InputStream data) throws IOException, RejectException {
            byte[] chunk = new byte[CHUNK];
            long read = 0;
            for (int n = data.read(chunk); n >= 0; n = data.read(chunk)) {
                read += n;
                if (read > 2L * listener.config().limits().bytes() + CHUNK
                        || System.nanoTime() - began > LONGEST.toNanos()) {
                    throw new DropConnectionException(421, "4.3.2 this takes too long");
                }
                keep(chunk, n, read);
            }
            if (refusal != null) {
                throw refusal;
            }
        }

        private void keep(byte[] chunk, int n, long read) {
            if (refusal != null) {
                return;
            }
            int most = listener.config().limits().bytes();
            if (read > most) {
                refusal = new RejectException(552, "5.3.4 a mail has at most " + most + " bytes");
            } else if (!gate.reserve(2 * n)) {
                refusal = new RejectException(452, "4.3.1 too much mail at once; try again later");
            } else {
                // once here and once as the whole that is handed over
                reserved += 2L * n;
                kept.write(chunk, 0, n);
            }
        }

        byte[] bytes() {
            return kept.toByteArray();
        }
    }
}
