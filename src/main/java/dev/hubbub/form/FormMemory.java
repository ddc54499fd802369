package dev.hubbub.form;

import dev.hubbub.message.ChannelId;

/** Which forms went to their resource: they are not in the log, where others are found that come again. */
public interface FormMemory {
    /** Whether what its network calls so went there. */
    boolean knows(ChannelId channel, String externalId);

    /** It went there. */
    void keep(ChannelId channel, String externalId);
}
