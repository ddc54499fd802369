package dev.hubbub.sandbox;

import dev.hubbub.channel.sms.Handset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sandbox's SMSC hands over to the hub. */
final class SmsPdu {
    private static final Logger LOG = LoggerFactory.getLogger(SmsPdu.class);
    private static final int RECEIPT = 0x04;
    private static final int HEADER = 0x40;

    private SmsPdu() {}

    /** A number as people write it. */
    static String number(String digits, byte ton) {
        return ton == TypeOfNumber.INTERNATIONAL.value() ? "+" + digits : digits;
    }

    /** Hands over all of a text; whether the hub took it. */
    static boolean deliver(SMPPServerSession session, String from, List<Handset.Air> parts) {
        for (Handset.Air air : parts) {
            if (!deliver(session, from, SmsSandbox.NUMBER, air.hasHeader() ? HEADER : 0, air)) {
                return false;
            }
        }
        return true;
    }

    /** Tells that a phone has got what was submitted. */
    static void receipt(SMPPServerSession session, String id, SubmitSm submitted) {
        String says = "id:" + id + " sub:001 dlvrd:001 stat:DELIVRD err:000 text:";
        Handset.Air air = new Handset.Air((byte) 0, false, says.getBytes(StandardCharsets.US_ASCII));
        String phone = number(submitted.getDestAddress(), submitted.getDestAddrTon());
        boolean told = deliver(session, phone, submitted.getSourceAddr(), RECEIPT, air);
        LOG.debug("a receipt {}", told ? "was taken" : "was not taken");
    }

    private static boolean deliver(SMPPServerSession session, String from, String to, int esmClass, Handset.Air air) {
        try {
            session.deliverShortMessage(
                    "",
                    from.startsWith("+") ? TypeOfNumber.INTERNATIONAL : TypeOfNumber.ALPHANUMERIC,
                    from.startsWith("+") ? NumberingPlanIndicator.ISDN : NumberingPlanIndicator.UNKNOWN,
                    from.startsWith("+") ? from.substring(1) : from,
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    to.startsWith("+") ? to.substring(1) : to,
                    new ESMClass(esmClass),
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    DataCodings.newInstance(air.coding()),
                    air.body());
            return true;
        } catch (PDUException
                | ResponseTimeoutException
                | InvalidResponseException
                | NegativeResponseException
                | IOException e) {
            LOG.warn("sandbox: the hub does not take a text now: {}", e.toString());
            return false;
        }
    }
}
