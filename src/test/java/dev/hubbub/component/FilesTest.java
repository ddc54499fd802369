package dev.hubbub.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.intake.FileLimits;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.message.Address;
import dev.hubbub.message.Attachment;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Delivery;
import dev.hubbub.message.DeliveryId;
import dev.hubbub.message.DeliveryState;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Message;
import dev.hubbub.message.MessageId;
import dev.hubbub.message.Target;
import dev.hubbub.outbox.DeliveryException;
import dev.hubbub.outbox.DeliveryQueue.Owed;
import dev.hubbub.outbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.DefaultAttachment;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesTest {
    private static final ChannelId TEAM = ChannelId.parse("shoutbox/team");
    private static final MessageId ID = new MessageId(new UUID(7, 7));

    private final List<UUID> read = new ArrayList<>();
    private final Files files = files("https://hub.example");

    private Files files(String url) {
        Files.Shelf shelf = (message, file) -> {
            read.add(file);
            if (file.getLeastSignificantBits() == 13) {
                throw new DeliveryException.Permanent("a file of the stored message cannot be decrypted", null);
            }
            return ("file " + file.getLeastSignificantBits()).getBytes(StandardCharsets.UTF_8);
        };
        return new Files(shelf, UUID::randomUUID, new FileLimits(3, 10, 15, 100), url);
    }

    private static Exchange bringing(Object... namesAndSizes) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        AttachmentMessage message = new DefaultAttachmentMessage(exchange.getMessage());
        for (int i = 0; i < namesAndSizes.length; i += 2) {
            byte[] bytes = new byte[(int) namesAndSizes[i + 1]];
            message.addAttachmentObject(
                    (String) namesAndSizes[i],
                    new DefaultAttachment(new KeptFile("x", "text/html; charset=utf-8", () -> bytes)));
        }
        return exchange;
    }

    private static Message message(Attachment... attached) {
        Draft said = Draft.builder(TEAM, Address.BOT, "look")
                .attachments(List.of(attached))
                .build();
        return new Message(ID, Instant.EPOCH, said, Set.of(), false, false);
    }

    private static Attachment file(String name, int number) {
        return Attachment.named(new UUID(0, number), name, "text/plain", 6);
    }

    private static AttachmentMessage shown(Exchange exchange) {
        return new DefaultAttachmentMessage(exchange.getMessage());
    }

    @Test
    void whatCamelHasAttachedBecomesFiles() {
        List<Attachment> taken = files.of(bringing("plan.html", 4, "empty", 0));

        assertThat(taken).extracting(Attachment::name).containsExactly("plan.html", "empty");
        assertThat(taken).extracting(Attachment::mediaType).containsOnly("text/html");
        assertThat(taken).extracting(file -> file.content().length).containsExactly(4, 0);
        assertThat(files.of(bringing())).isEmpty();
    }

    @Test
    void refusesMoreThanAMessageMayBring() {
        for (Exchange tooMuch :
                List.of(bringing("a", 1, "b", 1, "c", 1, "d", 1), bringing("a", 11), bringing("a", 9, "b", 7))) {
            assertThatThrownBy(() -> files.of(tooMuch))
                    .isInstanceOfSatisfying(
                            IntakeException.Refused.class,
                            refused -> assertThat(refused.field()).isEqualTo("attachments"));
        }
        assertThat(files.of(bringing("a", 10, "b", 5))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "../../etc/passwd,passwd",
                "C:\\boot.ini,boot.ini",
                "'a\r\nBcc: all',aBcc: all",
                "'\u202Efdp.exe',fdp.exe",
                "..,file",
                "'\n',file",
                "straße 🎉.txt,straße 🎉.txt"
            })
    void aNameIsSafeWhereverItGoes(String claimed, String kept) {
        String name = claimed.replace("\\r", "\r").replace("\\n", "\n");
        assertThat(new Attachment(ID.value(), name, "a/b", new byte[0]).name()).isEqualTo(kept);
    }

    @Test
    void aTypeThatIsNoneIsUnknown() {
        for (String claimed : List.of("", "text", "text/html\r\nX: y", "a/b/c", "x".repeat(200) + "/y")) {
            assertThat(new Attachment(ID.value(), "a", claimed, new byte[0]).mediaType())
                    .isEqualTo(Attachment.UNKNOWN_TYPE);
        }
    }

    @Test
    void filesAreReadOnlyIfTheRouteReadsThem() throws IOException {
        Exchange exchange = bringing();
        files.put(exchange, message(file("a.txt", 1), file("a.txt", 2), file("b", 3)));

        assertThat(shown(exchange).getAttachmentNames()).containsExactly("a.txt", "a (2).txt", "b");
        assertThat(read).isEmpty();
        for (int twice = 0; twice < 2; twice++) {
            assertThat(shown(exchange).getAttachment("a (2).txt").getInputStream())
                    .hasContent("file 2");
        }
        assertThat(read).containsExactly(new UUID(0, 2));
    }

    @Test
    void aFileThatCannotBeReadEndsTheDelivery() {
        Exchange exchange = bringing();
        files.put(exchange, message(file("a.txt", 13)));

        assertThatThrownBy(() -> shown(exchange).getAttachment("a.txt").getInputStream())
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(Outcomes.of(failure))
                                .isEqualTo(new Outcome.Rejected("a file of the stored message cannot be decrypted")));
    }

    @Test
    void aRouteThatCarriesNoFilesNamesThem() {
        Message message = message(file("a.txt", 1), file("b", 2));
        String a = "a.txt: https://hub.example/api/v1/messages/" + ID + "/attachments/" + new UUID(0, 1);
        String b = "b: https://hub.example/api/v1/messages/" + ID + "/attachments/" + new UUID(0, 2);

        assertThat(Shown.text(owed(message, null), message, files, false, Optional.empty()))
                .isEqualTo("look\n" + a + "\n" + b);
        assertThat(Shown.text(owed(message, null), message, files, true, Optional.empty()))
                .isEqualTo("look");
        assertThat(Shown.text(owed(message, "[{attachments}] {body}"), message, files, false, Optional.empty()))
                .isEqualTo("[" + a + "\n" + b + "] look");
        assertThat(Shown.text(owed(message, "{sender}: {body}"), message, files(""), false, Optional.empty()))
                .isEqualTo("bot: look\na.txt\nb");
    }

    private static Owed owed(Message message, @Nullable String format) {
        Delivery delivery = new Delivery(
                new DeliveryId(new UUID(1, 1)),
                message.id(),
                new Target(TEAM, null, format),
                DeliveryState.PENDING,
                1,
                Instant.EPOCH,
                null,
                null,
                Instant.EPOCH);
        return new Owed(delivery, message);
    }
}
