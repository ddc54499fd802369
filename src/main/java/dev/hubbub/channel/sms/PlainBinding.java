package dev.hubbub.channel.sms;

import org.apache.camel.CamelContext;
import org.apache.camel.component.smpp.SmppBinding;
import org.apache.camel.component.smpp.SmppConfiguration;
import org.apache.camel.component.smpp.SmppConstants;
import org.apache.camel.component.smpp.SmppMessage;
import org.apache.camel.component.smpp.SmppMessageType;
import org.jsmpp.bean.DeliverSm;

/**
 * Hands a PDU on as it is, for {@link Texting} to read. Camel's own reads receipts itself, and one that is not written as it
 * expects is acknowledged and lost.
 */
final class PlainBinding extends SmppBinding {
    private final String account;

    /** @param account what tells receipts of one account from those of another */
    PlainBinding(SmppConfiguration configuration, String account) {
        super(configuration);
        this.account = account;
    }

    @Override
    public SmppMessage createSmppMessage(CamelContext context, DeliverSm delivered) {
        SmppMessage message = new SmppMessage(context, delivered, getConfiguration());
        message.setHeader(
                SmppConstants.MESSAGE_TYPE,
                (delivered.isSmscDeliveryReceipt() ? SmppMessageType.DeliveryReceipt : SmppMessageType.DeliverSm)
                        .toString());
        message.setHeader(Texting.ACCOUNT, account);
        return message;
    }
}
