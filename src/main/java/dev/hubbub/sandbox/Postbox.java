package dev.hubbub.sandbox;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.imap.commands.IdRange;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Where the sandbox's mail server puts a mail: into the box of whom it is for, which is made if there is none. GreenMail would
 * keep all mail for ever; here the oldest goes when there is no room for a new one.
 */
final class Postbox implements MessageDeliveryHandler {
    /** Boxes of people that nobody knew before; one more, and the first of them is gone. */
    private static final int STRANGERS = 100;

    private final UserManager users;
    private final ImapHostManager boxes;
    private final Keep keep;
    private final Notes notes;
    private final Deque<String> strangers = new ArrayDeque<>();

    Postbox(Managers managers, Keep keep, Notes notes) {
        this.users = managers.getUserManager();
        this.boxes = managers.getImapHostManager();
        this.keep = keep;
        this.notes = notes;
    }

    private record Kept(MailFolder folder, StoredMessage mail) {}

    @Override
    public synchronized GreenMailUser handle(MovingMessage mail, MailAddress to)
            throws MessagingException, UserException {
        String address = to.getEmail().toLowerCase(Locale.ROOT);
        int size = mail.getMessage().getSize();
        if (size > keep.bytes()) {
            throw new UserException("the mail is larger than the sandbox keeps");
        }
        GreenMailUser user = box(address);
        makeRoom(size);
        notes.add(SeenMail.note(address, mail.getMessage()));
        return user;
    }

    private GreenMailUser box(String address) throws UserException {
        GreenMailUser known = users.getUserByEmail(address);
        if (known != null) {
            return known;
        }
        if (strangers.size() >= STRANGERS) {
            users.deleteUser(users.getUserByEmail(strangers.remove()));
        }
        strangers.add(address);
        return users.createUser(address, address, address);
    }

    private void makeRoom(int size) throws MessagingException {
        List<Kept> all = oldestFirst();
        long bytes = size + all.stream().mapToLong(kept -> sizeOf(kept.mail())).sum();
        int count = all.size() + 1;
        for (Kept kept : all) {
            if (count <= keep.messages() && bytes <= keep.bytes()) {
                return;
            }
            remove(kept);
            bytes -= sizeOf(kept.mail());
            count--;
        }
    }

    private List<Kept> oldestFirst() throws MessagingException {
        List<Kept> all = new ArrayList<>();
        for (GreenMailUser user : users.listUser()) {
            MailFolder inbox = inbox(user);
            inbox.getMessages().forEach(mail -> all.add(new Kept(inbox, mail)));
        }
        all.sort(Comparator.comparing(kept -> kept.mail().getReceivedDate()));
        return all;
    }

    private MailFolder inbox(GreenMailUser user) throws MessagingException {
        try {
            return boxes.getInbox(user);
        } catch (FolderException e) {
            throw new MessagingException("no box", e);
        }
    }

    private static int sizeOf(StoredMessage mail) {
        return mail.getAttributes().getSize();
    }

    private static void remove(Kept kept) throws MessagingException {
        try {
            long uid = kept.mail().getUid();
            kept.folder().setFlags(new Flags(Flags.Flag.DELETED), true, uid, null, true);
            kept.folder().expunge(new IdRange[] {new IdRange(uid)});
        } catch (FolderException e) {
            throw new MessagingException("a mail cannot be removed", e);
        }
    }
}
