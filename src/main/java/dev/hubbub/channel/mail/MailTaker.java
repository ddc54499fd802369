package dev.hubbub.channel.mail;

/** Takes mail over for one name before the @. */
interface MailTaker {
    /**
     * Takes a mail over; when it returns, the hub has it for good.
     *
     * @throws NotTakenException if it can never be taken; any other exception: perhaps later
     */
    void take(byte[] raw, Envelope envelope) throws Exception;
}
