package dev.hubbub.channel.xmpp;

import dev.hubbub.channel.xmpp.XmppMemory.LastSeen;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQuery;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.jivesoftware.smackx.mam.element.MamElements.MamResultExtension;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

/** The server's archive of a room or an account (XEP-0313), read page by page from where it was left. */
final class Archive {
    /** How far before the last message reading starts where only its time is known: clocks differ. */
    static final Duration OVERLAP = Duration.ofMinutes(5);

    private static final int PAGE = 100;

    private final MamManager manager;

    Archive(Session session, Jid place) {
        this.manager = MamManager.getInstanceFor(session.connection(), place);
    }

    /** Id of the newest message in it; null if it is empty. */
    @Nullable
    String newestId() throws SmackException, XMPPException, InterruptedException {
        return manager.getMessageUidOfLatestMessage();
    }

    /** Hands over everything after the last seen, oldest first; what lies close to it perhaps again. */
    void since(LastSeen last, Consumer<MamResultExtension> taker)
            throws SmackException, XMPPException, InterruptedException {
        if (last.archiveId() != null) {
            try {
                read(MamQueryArgs.builder().afterUid(last.archiveId()), taker);
                return;
            } catch (XMPPException.XMPPErrorException e) {
                if (e.getStanzaError().getCondition() != StanzaError.Condition.item_not_found) {
                    throw e;
                }
                // that message has left the archive: go by time
            }
        }
        read(MamQueryArgs.builder().limitResultsSince(Date.from(last.at().minus(OVERLAP))), taker);
    }

    private void read(MamQueryArgs.Builder query, Consumer<MamResultExtension> taker)
            throws SmackException, XMPPException, InterruptedException {
        MamQuery result = manager.queryArchive(query.setResultPageSize(PAGE).build());
        while (true) {
            List<MamResultExtension> page = result.getPage().getMamResultExtensions();
            page.forEach(taker);
            if (result.isComplete() || page.isEmpty()) {
                return;
            }
            result.pageNext(PAGE);
        }
    }
}
