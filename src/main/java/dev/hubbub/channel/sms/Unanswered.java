package dev.hubbub.channel.sms;

import dev.hubbub.outbox.DeliveryException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;

/** What it means when a call to a gateway ends without an answer. */
final class Unanswered {
    private Unanswered() {}

    /** If there was no connection, nothing was sent; otherwise it may have been. */
    static DeliveryException of(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            boolean unconnected = at instanceof ConnectException
                    || at instanceof NoRouteToHostException
                    || at instanceof UnknownHostException
                    || at instanceof SSLHandshakeException
                    || at.getClass().getSimpleName().equals("ConnectTimeoutException");
            if (unconnected) {
                return new DeliveryException.Temporary("the gateway cannot be reached", failure);
            }
        }
        return new DeliveryException.Uncertain("the gateway did not answer; it may have taken the text", failure);
    }
}
