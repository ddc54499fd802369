package dev.hubbub.channel.xmpp;

/** Takes messages over, one at a time and in order. */
interface XmppListener {
    /**
     * Ends well once the message is taken over for good.
     *
     * @throws NotTakenException if it is refused for good
     * @throws Exception if trying again can help; it will be tried again until it does
     */
    void heard(Arrival arrival) throws Exception;
}
