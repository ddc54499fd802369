package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import dev.hubbub.message.Address;
import dev.hubbub.outbox.DeliveryException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.jivesoftware.smack.Smack;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** Stanzas as anybody may send them: what is read from them is bounded and always the same. */
class StanzasFuzzTest {
    private static final EntityBareJid ROOM = JidCreate.entityBareFromOrThrowUnchecked("ops@conference.x.org");

    static {
        Smack.ensureInitialized();
    }

    @FuzzTest
    void readsWhatStrangersSend(byte[] data) throws Exception {
        String text = Fuzzed.brokenText(data);
        Address who = Stanzas.occupant(ROOM, text);
        assertThat(who.uri()).hasSizeLessThanOrEqualTo(512);
        String printable = Stanzas.printable(text);
        assertThat(Stanzas.printable(printable)).isEqualTo(printable);
        Message said =
                StanzaBuilder.buildMessage("1").to(ROOM).setBody(printable).build();
        StringWriter wire = new StringWriter();
        try (Writer whole = new WholeText(wire)) {
            whole.write(said.toXML(XmlEnvironment.EMPTY).toString());
        }
        Stanza back = PacketParserUtils.parseStanza(wire.toString());
        // XML reads every line end as a line feed (section 2.11)
        assertThat(((Message) back).getBody())
                .isEqualTo(printable.replace("\r\n", "\n").replace("\r", "\n"));
        message(text);
    }

    private static void message(String xml) throws Exception {
        Stanza stanza;
        try {
            stanza = PacketParserUtils.parseStanza(xml);
        } catch (XmlPullParserException | SmackParsingException | IOException | RuntimeException e) {
            // the library's own; a connection ends by it
            return;
        }
        if (stanza instanceof Message message && message.getFrom() != null) {
            String id = Stanzas.stanzaId(message, ROOM);
            String key = Stanzas.key(ROOM, id, message);
            assertThat(key).startsWith("xmpp:").hasSizeLessThanOrEqualTo(400).isEqualTo(Stanzas.key(ROOM, id, message));
            if (Stanzas.says(message)) {
                boolean takesBack = About.of(message).retracts() != null;
                assertThat(takesBack || !message.getBody().isBlank()).isTrue();
                assertThat(About.ownText(message)).isNotNull();
            }
            Stanzas.delay(message);
            DeliveryException failure = Stanzas.failure("ops", message.getError());
            assertThat(failure.getMessage()).startsWith("ops ");
        }
    }
}
