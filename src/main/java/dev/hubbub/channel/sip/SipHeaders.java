package dev.hubbub.channel.sip;

/** Headers of the hub's component, which channels do not import. */
final class SipHeaders {
    static final String SENDER = "HubbubSender";
    static final String SENDER_NAME = "HubbubSenderName";
    static final String REPLY_TO = "HubbubReplyTo";
    static final String SUBJECT = "HubbubSubject";
    static final String EXTERNAL_ID = "HubbubExternalId";
    static final String ALIAS = "HubbubAlias";
    static final String ANSWERED = "HubbubInReplyToExternalId";
    static final String ANSWERED_ALIAS = "HubbubInReplyToAlias";
    static final String SENT_AT = "HubbubSentAt";
    static final String RECIPIENT = "HubbubRecipient";
    static final String DELIVERY_ID = "HubbubDeliveryId";

    private SipHeaders() {}
}
