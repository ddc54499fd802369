package dev.hubbub.channel.sip;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/**
 * A request to be sent.
 *
 * @param target what it is sent to
 * @param from whose it is
 * @param callId names it: the same at each attempt, so that whoever has it already can tell (RFC 3261, 8.2.2.2)
 * @param text empty: none
 * @param headers what it has besides
 */
record SipLetter(
        String method,
        SipAddress target,
        SipAddress from,
        SipAddress to,
        String callId,
        String text,
        List<Header> headers) {
    private static final int HOPS = 70;

    SipLetter {
        headers = List.copyOf(headers);
    }

    /**
     * The request as it travels.
     *
     * @param number counts what is sent under one Call-ID: 1 without a log-in, 2 with one
     * @param server the next hop
     */
    Request request(SipAgent agent, SipAddress server, Transport transport, long number, List<Header> more) {
        try {
            ViaHeader via = SipParts.HEADERS.createViaHeader(agent.host(), agent.port(), transport.name(), null);
            via.setRPort();
            Request request = SipParts.MESSAGES.createRequest(
                    uri(target),
                    method,
                    SipParts.HEADERS.createCallIdHeader(callId),
                    SipParts.HEADERS.createCSeqHeader(number, method),
                    SipParts.HEADERS.createFromHeader(
                            SipParts.ADDRESSES.createAddress(uri(from)), Integer.toHexString(callId.hashCode())),
                    SipParts.HEADERS.createToHeader(SipParts.ADDRESSES.createAddress(uri(to)), null),
                    List.of(via),
                    SipParts.HEADERS.createMaxForwardsHeader(HOPS));
            SipURI next = uri(server);
            next.setLrParam();
            next.setTransportParam(transport.word());
            request.addHeader(SipParts.HEADERS.createRouteHeader(SipParts.ADDRESSES.createAddress(next)));
            headers.forEach(request::addHeader);
            more.forEach(request::addHeader);
            if (!text.isEmpty()) {
                ContentTypeHeader plain = SipParts.HEADERS.createContentTypeHeader("text", "plain");
                plain.setParameter("charset", "UTF-8");
                request.setContent(text.getBytes(StandardCharsets.UTF_8), plain);
            }
            return request;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalArgumentException("no SIP request can be made of it", e);
        }
    }

    private static SipURI uri(SipAddress address) throws ParseException {
        return (SipURI) SipParts.ADDRESSES.createURI(address.uri());
    }

    @Override
    public String toString() {
        return "SipLetter[" + method + " " + callId + "]";
    }
}
