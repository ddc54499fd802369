package dev.hubbub.channel.x;

import dev.hubbub.config.Secret;
import java.net.URI;

/** How the hub shows X who it is. */
interface Login {
    /** The value of {@code Authorization} for a request. */
    String header(String method, URI uri) throws XException, InterruptedException;

    /**
     * What was shown was refused.
     *
     * @return whether there is something else to be shown now
     */
    default boolean renew(String refused) throws XException, InterruptedException {
        return false;
    }

    /** A token that is given once and for all. */
    static Login bearer(Secret token) {
        return (method, uri) -> "Bearer " + token.reveal();
    }
}
