package dev.hubbub.channel.sms;

import dev.hubbub.intake.IntakeException;
import org.apache.camel.component.smpp.MessageReceiverListenerImpl;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the route for each message of the SMSC and answers when it has ended: with success only once the message is stored;
 * if it could not be stored, so that the SMSC comes again; if it never can be, so that it does not.
 */
final class Receiver implements MessageReceiverListener {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final MessageReceiverListenerImpl route;

    Receiver(MessageReceiverListenerImpl route) {
        this.route = route;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm delivered) throws ProcessRequestException {
        try {
            route.onAcceptDeliverSm(delivered);
        } catch (ProcessRequestException e) {
            throw answer(e);
        }
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        try {
            return route.onAcceptDataSm(data, source);
        } catch (ProcessRequestException e) {
            throw answer(e);
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        LOG.debug("an alert of the SMSC is ignored");
    }

    private static ProcessRequestException answer(ProcessRequestException failure) {
        boolean refused = failure.getCause() instanceof IntakeException.Refused;
        LOG.warn(
                "a message of the SMSC is {}: {}",
                refused ? "refused" : "asked for again",
                failure.getCause() == null
                        ? failure.getMessage()
                        : failure.getCause().toString());
        return new ProcessRequestException(
                refused ? "refused" : "not stored",
                refused ? SMPPConstant.STAT_ESME_RX_P_APPN : SMPPConstant.STAT_ESME_RX_T_APPN,
                failure);
    }
}
