package dev.hubbub.channel.sms;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that are several messages to an SMSC, durably: which of them it has taken, so that a further attempt goes on
 * there, and what became of each, as a receipt is for one message and the hub asks for the text.
 */
public interface SentTexts {
    /**
     * One message of a delivery.
     *
     * @param number whom it goes to
     * @param part which of the text's parts it is, from 1
     */
    record Place(String number, int part) {}

    /**
     * What a receipt means for the delivery.
     *
     * @param id the SMSC's id of its last message, by which the delivery is known
     * @param state {@code delivered} when all messages are, {@code bounced} when one is; null: that is not known yet
     */
    record Told(String id, @Nullable String state) {}

    /**
     * Begins a delivery, or goes on with it.
     *
     * @param account by which it goes
     * @param places its messages, in order
     * @return the SMSC's ids of those that it has taken; none, if that was all: then it is sent anew
     */
    Map<Place, String> begin(String account, String delivery, List<Place> places);

    /** The SMSC has taken one of them, under this id. */
    void took(String delivery, Place place, String id);

    /**
     * A receipt has come.
     *
     * @param account by which it came
     * @param ids the SMSC's id of the message, in each form in which it may have been told before
     * @param state {@code delivered} or {@code bounced}
     * @return empty if it is for none of these
     */
    Optional<Told> told(String account, List<String> ids, String state);
}
