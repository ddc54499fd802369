package dev.hubbub.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.intake.IntakeException;
import dev.hubbub.peers.Dovecot;
import dev.hubbub.peers.NeedsProgram;
import dev.hubbub.sandbox.MailSandbox;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox that is read by IMAP. */
class FetchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Memory memory = new Memory();
    private MailSandbox server = start(0, 0);

    private static MailSandbox start(int smtp, int imap) {
        try {
            return MailSandbox.start(smtp, imap);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    @AfterEach
    void forget() {
        taken.clear();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A memory that may be struck by an error, which is what code may throw where nobody looks for it. */
    private static final class Memory implements BoxMemory {
        private final BoxMemory boxes = new ForgetfulBoxes();
        private final AtomicInteger errors = new AtomicInteger();

        @Override
        public boolean hold(String box) {
            return boxes.hold(box);
        }

        @Override
        public void release(String box) {
            boxes.release(box);
        }

        @Override
        public Seen seen(String box) {
            if (errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StackOverflowError("for a test");
            }
            return boxes.seen(box);
        }

        @Override
        public void saw(String box, Seen seen) {
            boxes.saw(box, seen);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Does something while the mailbox is read. */
    private void reading(Work work) throws Exception {
        reading(server.imapPort(), "support", work);
    }

    private void reading(int port, String password, Work work) throws Exception {
        DefaultCamelContext context = reader(port, password);
        try {
            work.run();
        } finally {
            context.stop();
        }
    }

    private DefaultCamelContext reader(int port, String password) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "hubbub.mail.domain", "localhost",
                "hubbub.mail.imap.host", "127.0.0.1",
                "hubbub.mail.imap.port", Integer.toString(port),
                "hubbub.mail.imap.tls", "off",
                "hubbub.mail.imap.user", "support",
                "hubbub.mail.imap.password", password,
                "hubbub.mail.imap.poll", "200ms",
                "hubbub.mail.timeout", "3s"));
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getRegistry().bind("boxes", memory);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("mail:fetch/INBOX").process(FetchTest.this::take);
            }
        });
        context.start();
        return context;
    }

    private void take(Exchange exchange) {
        String text = exchange.getMessage().getBody(String.class);
        if (text.equals("never")) {
            throw new IntakeException.Refused("text", "not this");
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the hub is busy");
        }
        taken.add(text);
    }

    private static Message mail(Session session, String text) throws MessagingException {
        String raw = "From: ana@localhost\r\nMessage-ID: <" + text + "@localhost>\r\n\r\n" + text + "\r\n";
        return new MimeMessage(session, new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void post(String text) throws Exception {
        Session session = Session.getInstance(new Properties());
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", server.smtpPort(), null, null);
            transport.sendMessage(
                    mail(session, text), new InternetAddress[] {new InternetAddress("support@localhost")});
        }
    }

    /** Puts a mail into a box of Dovecot; false: that does not tell of news. */
    private static boolean append(Dovecot dovecot, String text) throws Exception {
        Session session = Session.getInstance(new Properties());
        try (IMAPStore store = (IMAPStore) session.getStore("imap")) {
            store.connect("127.0.0.1", dovecot.imapPort(), "support", Dovecot.PASSWORD);
            store.getFolder("INBOX").appendMessages(new Message[] {mail(session, text)});
            return store.hasCapability("IDLE");
        }
    }

    private boolean isMarked(int number, Flags.Flag flag) throws Exception {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", server.imapPort(), "support", "support");
            Folder box = store.getFolder("INBOX");
            box.open(Folder.READ_ONLY);
            return box.getMessage(number).isSet(flag);
        }
    }

    @Test
    void mailIsTakenInOrderOnceAndSeenOnlyWhenTheHubHasIt() throws Exception {
        failures.set(1);
        post("one");
        reading(() -> {
            await().until(() -> failures.get() == 0);
            post("two");
            await().atMost(PATIENCE).until(() -> taken.size() == 2);
            await().until(() -> isMarked(2, Flags.Flag.SEEN));
        });
        assertThat(isMarked(1, Flags.Flag.SEEN)).isTrue();
        assertThat(taken).containsExactly("one", "two");

        reading(() -> {
            post("three");
            await().atMost(PATIENCE).until(() -> taken.size() == 3);
        });
        assertThat(taken).containsExactly("one", "two", "three");
    }

    @Test
    void whatIsRefusedForGoodStaysFlaggedAndHoldsNothingUp() throws Exception {
        post("never");
        post("fine");
        reading(() -> {
            await().atMost(PATIENCE).until(() -> taken.equals(List.of("fine")));
        });
        assertThat(isMarked(1, Flags.Flag.FLAGGED)).isTrue();
        assertThat(isMarked(1, Flags.Flag.SEEN)).isFalse();
    }

    @Test
    void whatSomebodyHasReadBeforeIsNotNew() throws Exception {
        post("old");
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", server.imapPort(), "support", "support");
            Folder box = store.getFolder("INBOX");
            box.open(Folder.READ_WRITE);
            box.getMessage(1).setFlag(Flags.Flag.SEEN, true);
        }
        post("new");
        reading(() -> {
            await().atMost(PATIENCE).until(() -> taken.equals(List.of("new")));
        });
    }

    @Test
    void anErrorDoesNotEndTheReading() throws Exception {
        memory.errors.set(1);
        post("one");
        reading(() -> await().atMost(PATIENCE).until(() -> taken.equals(List.of("one"))));
    }

    @Test
    void comesBackWhenTheServerDoes() throws Exception {
        int smtp = server.smtpPort();
        int imap = server.imapPort();
        reading(() -> {
            post("before");
            await().atMost(PATIENCE).until(() -> taken.equals(List.of("before")));
            server.close();
            server = start(smtp, imap);
            // begun in the same second, the server's numbers are the same ones again, and the first was seen
            post("first");
            post("after");
            await().atMost(PATIENCE).until(() -> taken.contains("after"));
        });
        assertThat(taken).startsWith("before").endsWith("after").doesNotHaveDuplicates();
    }

    @Test
    @NeedsProgram(value = "dovecot", from = "dovecot-imapd dovecot-lmtpd")
    void aServerThatDoesNotTellOfNewsIsAskedAgainAndAgain(@TempDir Path folder) throws Exception {
        try (Dovecot dovecot = Dovecot.withoutIdle(folder.resolve("dovecot"), "support")) {
            assertThat(append(dovecot, "one")).as("whether it offers IDLE").isFalse();
            reading(dovecot.imapPort(), Dovecot.PASSWORD, () -> {
                await().atMost(PATIENCE).until(() -> taken.equals(List.of("one")));
                append(dovecot, "two");
                await().atMost(PATIENCE).until(() -> taken.size() == 2);
                dovecot.restart();
                append(dovecot, "three");
                await().atMost(PATIENCE).until(() -> taken.size() == 3 && dovecot.seen("support") == 3);
            });
            assertThat(taken).containsExactly("one", "two", "three");
        }
    }
}
