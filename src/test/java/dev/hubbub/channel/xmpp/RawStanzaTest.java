package dev.hubbub.channel.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be sent as it is, and in whose name. */
@Timeout(10)
final class RawStanzaTest {
    @Test
    void keepsWhatWasWrittenAndSaysWhoItIsFrom() throws Exception {
        RawStanza raw = RawStanza.parse("""
                <message to='ana@example.org' from='boss@example.org' type='chat' id='1'>
                  <!-- said by nobody -->
                  <body>5 &lt; 6 &amp; more</body>
                  <x xmlns='urn:example:x' a='b'><y/></x>
                </message>""");

        String xml = raw.stanza().toXML().toString();
        Message message = PacketParserUtils.parseStanza(xml);
        assertThat(message.getFrom() == null).isTrue();
        assertThat(message.getTo().toString()).isEqualTo("ana@example.org");
        assertThat(message.getStanzaId()).isEqualTo("1");
        assertThat(message.getBody()).isEqualTo("5 < 6 & more");
        assertThat(message.getExtension("urn:example:x").toXML().toString()).contains("a='b'", "<y");
        assertThat(xml).doesNotContain("boss", "nobody");
        assertThat(raw.asks()).isFalse();
    }

    @Test
    void whatHasNoIdGetsOne() {
        RawStanza raw = RawStanza.parse("<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(raw.stanza().getStanzaId()).isNotBlank();
        assertThat(raw.stanza().toXML().toString()).contains("<ping xmlns='urn:xmpp:ping'");
        assertThat(raw.asks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<message",
                "<message/><message/>",
                "</stream:stream>",
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'/>",
                "<message xmlns='jabber:server'/>",
                "<x:message xmlns:x='urn:example:x'/>",
                "<r xmlns='urn:xmpp:sm:3'/>",
                "<iq/>",
                "<iq type='get'/>",
                "<iq type='get'><a xmlns='x'/><b xmlns='x'/></iq>",
                "<message type='shout'/>",
                "<message to='@@'/>",
                "<iq type='steal'/>",
                "<!DOCTYPE message><message/>",
                "<!DOCTYPE message [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><message><body>&f;</body></message>",
                "<message><body>&undefined;</body></message>"
            })
    void refusesWhatIsNoStanza(String xml) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RawStanza.parse(xml).stanza())
                .withMessageNotContaining("root:");
    }

    @Test
    void refusesBombsAtOnce() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE m [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            entities.append("<!ENTITY a")
                    .append(i)
                    .append(" '&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";'>");
        }
        String bomb = entities + "]><message><body>&a29;</body></message>";
        String deep = "<message>" + "<x>".repeat(5_000) + "</x>".repeat(5_000) + "</message>";
        String much = "<message><body>" + "x".repeat(70_000) + "</body></message>";
        for (String xml : List.of(bomb, deep, much)) {
            assertThatIllegalArgumentException().isThrownBy(() -> RawStanza.parse(xml));
        }
    }
}
