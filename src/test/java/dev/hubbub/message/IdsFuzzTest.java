package dev.hubbub.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import dev.hubbub.events.Position;
import java.util.List;
import java.util.function.Function;

/** Addresses, channels, tags, ids and positions have one spelling, and refuse every other text in one way. */
class IdsFuzzTest {
    private static final List<Function<String, ?>> READERS =
            List.of(ChannelId::parse, Tag::parse, MessageId::parse, DeliveryId::parse, Position::parse, Address::new);

    @FuzzTest
    void readsBackWhatItWrites(byte[] data) {
        String text = Fuzzed.brokenText(data);
        for (Function<String, ?> reader : READERS) {
            try {
                Object read = reader.apply(text);
                assertThat(String.valueOf(read)).isEqualToIgnoringCase(text);
                assertThat((Object) reader.apply(String.valueOf(read))).isEqualTo(read);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        madeAddress(text);
    }

    private static void madeAddress(String rest) {
        try {
            Address address = Address.of("xmpp", rest);
            assertThat(new Address(address.uri())).isEqualTo(address);
            assertThat(address.uri()).matches("[!-~]{1,512}").startsWith("xmpp:");
            assertThat(Address.of("xmpp", address.rest())).isEqualTo(address);
            assertThat(address.shown()).isEqualTo(address.rest());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
