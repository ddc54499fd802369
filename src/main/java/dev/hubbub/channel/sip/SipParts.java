package dev.hubbub.channel.sip;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import java.text.ParseException;
import javax.sip.address.AddressFactory;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;

/** What makes parts of messages. */
final class SipParts {
    static final AddressFactory ADDRESSES = new AddressFactoryImpl();
    static final HeaderFactory HEADERS = new HeaderFactoryImpl();
    static final MessageFactory MESSAGES = new MessageFactoryImpl();

    private SipParts() {}

    /** A header of the hub's own making. */
    static Header header(String name, String value) {
        try {
            return HEADERS.createHeader(name, value);
        } catch (ParseException e) {
            throw new IllegalStateException(name + " cannot be written", e);
        }
    }
}
