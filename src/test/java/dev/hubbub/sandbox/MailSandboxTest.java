package dev.hubbub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the sandbox's mail server keeps, and what not. */
class MailSandboxTest {
    private static List<String> subjects(MailSandbox server) throws Exception {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage mail : server.received()) {
            subjects.add(mail.getSubject());
        }
        return subjects;
    }

    @Test
    void theOldestMailGoesFirst() throws Exception {
        try (MailSandbox server = MailSandbox.start(0, 0, new Keep(3, 1_000_000))) {
            for (int n = 1; n <= 5; n++) {
                server.write("ana@localhost", "mail " + n, "text");
            }

            assertThat(subjects(server)).containsExactly("mail 3", "mail 4", "mail 5");
            // what Ana wrote and what came in are notes of their own
            assertThat(server.notes().all())
                    .hasSize(3)
                    .last()
                    .satisfies(note -> assertThat(note.subject()).isEqualTo("mail 5"));
        }
    }

    @Test
    void largeMailTakesTheRoomOfOthers() throws Exception {
        try (MailSandbox server = MailSandbox.start(0, 0, new Keep(1000, 100_000))) {
            server.write("ana@localhost", "small", "text");
            server.write("ana@localhost", "large", "x".repeat(70).concat("\n").repeat(700));
            assertThat(subjects(server)).containsExactly("small", "large");

            server.write("ana@localhost", "another", "x".repeat(70).concat("\n").repeat(1000));

            assertThat(subjects(server)).containsExactly("another");
        }
    }

    @Test
    void aMailIsShownAsSomebodySeesItWhoOpensIt() throws Exception {
        try (MailSandbox server = MailSandbox.start(0, 0)) {
            server.write("ana@localhost", "Grüße ☕", "fünf €\n🚀");

            assertThat(server.notes().all())
                    .filteredOn(note -> note.box().equals("support@localhost"))
                    .singleElement()
                    .satisfies(note -> {
                        assertThat(note.written()).isFalse();
                        assertThat(note.from()).isEqualTo("ana@localhost");
                        assertThat(note.subject()).isEqualTo("Grüße ☕");
                        assertThat(note.text()).isEqualTo("fünf €\n🚀");
                    });
        }
    }
}
