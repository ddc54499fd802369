package dev.hubbub.channel.xmpp;

import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/** The library's connection, on which no text can end the stream. */
final class Wire extends XMPPTCPConnection {
    Wire(XMPPTCPConnectionConfiguration configuration) {
        super(configuration);
    }

    /** Called whenever what it writes to is another: at first, and once it is encrypted. */
    @Override
    protected void initDebugger() {
        super.initDebugger();
        writer = new WholeText(writer);
    }
}
