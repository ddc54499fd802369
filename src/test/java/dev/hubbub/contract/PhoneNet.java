package dev.hubbub.contract;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.sandbox.SmsSandbox;
import java.util.List;
import java.util.Optional;

/** Phones at an SMSC. */
final class PhoneNet extends Net {
    private static final String ANA = "+4917012345678";

    private final SmsSandbox smsc;
    private final int port;

    PhoneNet() throws Exception {
        super("sms", "sms/main", Can.NAME, Can.RECEIPTS);
        smsc = SmsSandbox.start(0);
        port = way(smsc.port());
    }

    @Override
    Settings configure(Settings settings) {
        return smsc.applyTo(settings)
                .with(Key.SMS_PORT, Integer.toString(port))
                .with(Key.SMS_PER_NUMBER, "0")
                .with(Key.SMS_RECONNECT, "1s");
    }

    @Override
    String recipient() {
        return "tel:" + ANA;
    }

    @Override
    String say(Said said) {
        smsc.say(ANA, said.text());
        return "";
    }

    @Override
    String sender() {
        return "tel:" + ANA;
    }

    @Override
    List<Seen> seen() {
        return smsc.sent().stream()
                .filter(sent -> sent.to().equals(ANA))
                .map(sent -> Seen.of("", sent.text()))
                .toList();
    }

    @Override
    Optional<String> nobody() {
        return Optional.of("mailto:ana@localhost");
    }

    @Override
    void close() throws Exception {
        super.close();
        smsc.close();
    }
}
