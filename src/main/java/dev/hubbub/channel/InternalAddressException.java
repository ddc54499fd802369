package dev.hubbub.channel;

import java.net.UnknownHostException;

/** A host is within a network that nobody outside may have the hub call. Trying again does not help. */
public final class InternalAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    InternalAddressException(String message) {
        super(message);
    }
}
