package dev.hubbub.channel.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses to which the hub sends: only what says who, nothing that says how. */
class SipAddressTest {
    @ParameterizedTest
    @CsvSource({
        "sip:ana@example.org, sip:ana@example.org",
        "SIP:ana@Example.ORG, sip:ana@example.org",
        "sips:ana@example.org, sips:ana@example.org",
        "SIPS:ana@example.org, sips:ana@example.org",
        "sip:example.org, sip:example.org",
        "sip:+4917012345@192.0.2.1:5062, sip:+4917012345@192.0.2.1:5062",
        "sip:a%20b@[2001:db8::1], sip:a%20b@[2001:db8::1]",
    })
    void whatIsOneIsReadAsOne(String text, String uri) {
        assertThat(SipAddress.parse(text))
                .hasValueSatisfying(read -> assertThat(read.uri()).isEqualTo(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana@example.org",
                "mailto:ana@example.org",
                "sip:",
                "sip:ana@",
                "sip:ana@example.org;transport=tcp",
                "sip:ana@example.org;maddr=192.0.2.1",
                "sip:ana@example.org?Route=evil",
                "sip:ana:password@example.org",
                "sip:ana@example.org\r\nX: y",
                "sip:ana@example.org:0",
                "sip:ana@example.org:99999",
                "sip:a na@example.org",
                "sip:<ana>@example.org",
                "sip:ana@evil.example@example.org",
                "sip:anä@example.org",
                "sip:ana%zz@example.org",
            })
    void everythingElseIsNone(String text) {
        assertThat(SipAddress.parse(text)).isEmpty();
    }
}
