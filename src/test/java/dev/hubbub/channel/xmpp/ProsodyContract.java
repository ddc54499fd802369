package dev.hubbub.channel.xmpp;

/** What holds for the component against Prosody, over kills and restarts. */
abstract class ProsodyContract extends XmppContract implements KeptMessages {
    @Override
    public abstract ProsodyServer server();
}
