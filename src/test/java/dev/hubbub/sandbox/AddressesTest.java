package dev.hubbub.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.vysper.xmpp.addressing.EntityFormatException;
import org.apache.vysper.xmpp.addressing.EntityImpl;
import org.apache.vysper.xmpp.addressing.stringprep.NodePrep;
import org.apache.vysper.xmpp.addressing.stringprep.StringPrepViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses in the sandbox's XMPP server, which are prepared by the hub's own tables: RFC 6122, appendices A and B. */
class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "Ana@localhost/Desk, ana@localhost/Desk",
        "STRASSE@localhost, strasse@localhost",
        "straße@localhost, strasse@localhost",
        "ΣΊΣΥΦΟΣ@localhost, σίσυφοσ@localhost",
        "ⅳ@localhost, iv@localhost",
        "an\u00ADa@localhost, ana@localhost",
        "שלום@localhost, שלום@localhost",
        "ana@localhost/two words, ana@localhost/two words",
        "ana@localhost/ﬁ, ana@localhost/fi",
    })
    void areTheSameHoweverTheyAreWritten(String written, String prepared) throws EntityFormatException {
        assertThat(EntityImpl.parse(written).getFullQualifiedName()).isEqualTo(prepared);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a&b",
                "a'b",
                "a\"b",
                "a:b",
                "a<b",
                "a>b",
                "a\tb",
                "a\u00A0b",
                "a\uE000b",
                "a\u202Eb",
                "a\uFFFDb",
                "a\uDB40\uDC41b"
            })
    void holdOnlyWhatAnAddressMayHold(String name) {
        assertThatThrownBy(() -> NodePrep.prepare(name)).isInstanceOf(StringPrepViolationException.class);
    }

    @Test
    void doNotRunBothWays() {
        assertThatThrownBy(() -> NodePrep.prepare("שa")).isInstanceOf(StringPrepViolationException.class);
        assertThatThrownBy(() -> NodePrep.prepare("ש1")).isInstanceOf(StringPrepViolationException.class);
    }
}
