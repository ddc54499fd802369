package dev.hubbub.contract;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.sandbox.SipSandbox;
import java.util.List;
import java.util.Optional;

/** Phones at a SIP server. */
final class SipNet extends Net {
    private static final String ANA = "sip:ana@localhost";

    private final SipSandbox server = SipSandbox.start();
    private final int port;

    SipNet() throws Exception {
        super("sip", "sip/main");
        String shown = server.applyTo(Settings.defaults()).text(Key.SIP_SERVER);
        port = way(Integer.parseInt(shown.substring(shown.indexOf(':') + 1)));
    }

    @Override
    Settings configure(Settings settings) {
        return server.applyTo(settings).with(Key.SIP_TRANSPORT, "tcp").with(Key.SIP_SERVER, "127.0.0.1:" + port);
    }

    @Override
    String recipient() {
        return ANA;
    }

    @Override
    String say(Said said) {
        server.say(ANA, said.text()).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        return "";
    }

    @Override
    String sender() {
        return ANA;
    }

    @Override
    Optional<String> nobody() {
        return Optional.of("mailto:ana@localhost");
    }

    @Override
    List<Seen> seen() {
        return server.got(ANA).stream().map(text -> Seen.of("", text)).toList();
    }

    @Override
    void close() throws Exception {
        super.close();
        server.close();
    }
}
