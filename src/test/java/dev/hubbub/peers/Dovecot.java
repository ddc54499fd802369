package dev.hubbub.peers;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A Dovecot of the machine: takes mail by LMTP into boxes (maildir), which are read by IMAP. */
public final class Dovecot extends Daemon {
    /** The password of every box. */
    public static final String PASSWORD = "se cret";

    private static final String USUAL = "imap_capability =";
    private static final String WITHOUT_IDLE =
            "imap_capability = IMAP4rev1 SASL-IR LITERAL+ ID ENABLE UIDPLUS CHILDREN NAMESPACE UNSELECT";

    private final Path folder;
    private final int lmtp;

    private Dovecot(Path folder, int imap, int lmtp, String... command) {
        super(folder, imap, command);
        this.folder = folder;
        this.lmtp = lmtp;
    }

    /**
     * Starts one.
     *
     * @param folder of its own, one below a temporary one
     */
    public static Dovecot start(Path folder, String... boxes) throws IOException {
        return start(folder, USUAL, boxes);
    }

    /** One that does not tell of new mail. */
    public static Dovecot withoutIdle(Path folder, String... boxes) throws IOException {
        return start(folder, WITHOUT_IDLE, boxes);
    }

    private static Dovecot start(Path folder, String capability, String... boxes) throws IOException {
        Files.createDirectories(folder);
        int imap = FreePort.take();
        int lmtp = FreePort.take();
        Unprivileged.give(folder);
        Files.writeString(folder.resolve("users"), users(folder, boxes));
        Files.writeString(
                folder.resolve("dovecot.conf"),
                configuration(folder, capability, imap, lmtp)
                        .replace("USER", Unprivileged.user())
                        .replace("GROUP", Unprivileged.group(folder)));
        Unprivileged.give(folder);
        String[] command = Unprivileged.command(
                "/usr/sbin/dovecot", "-F", "-c", folder.resolve("dovecot.conf").toString());
        Dovecot server = new Dovecot(folder, imap, lmtp, command);
        server.start();
        return server;
    }

    private static String users(Path folder, String... boxes) {
        StringBuilder users = new StringBuilder();
        for (String box : boxes) {
            users.append(box)
                    .append(":{PLAIN}")
                    .append(PASSWORD)
                    .append(":::::")
                    .append(folder.resolve("boxes").resolve(box))
                    .append("::\n");
        }
        return users.toString();
    }

    private static String configuration(Path folder, String capability, int imap, int lmtp) {
        return """
                base_dir = %1$s/run
                state_dir = %1$s/run
                log_path = %1$s/dovecot.log
                default_internal_user = USER
                default_internal_group = GROUP
                default_login_user = USER
                mail_uid = USER
                mail_gid = GROUP
                first_valid_uid = 1
                first_valid_gid = 1
                protocols = imap lmtp
                %2$s
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                auth_username_format = %%Ln
                mail_location = maildir:%1$s/boxes/%%n
                service anvil {
                  chroot =
                }
                service stats {
                  chroot =
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %3$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                service lmtp {
                  inet_listener lmtp {
                    port = %4$d
                  }
                }
                passdb {
                  driver = passwd-file
                  args = username_format=%%n %1$s/users
                }
                userdb {
                  driver = passwd-file
                  args = username_format=%%n %1$s/users
                }
                namespace inbox {
                  inbox = yes
                }
                """.formatted(folder, capability, imap, lmtp);
    }

    public int imapPort() {
        return port();
    }

    /** Where mail servers hand mail on to it. */
    int lmtpPort() {
        return lmtp;
    }

    /** All mail in a box, in no order. */
    public List<MimeMessage> box(String user) throws IOException, MessagingException {
        List<MimeMessage> mails = new ArrayList<>();
        for (Path file : files(user)) {
            try (InputStream in = Files.newInputStream(file)) {
                mails.add(new MimeMessage(Session.getInstance(new Properties()), in));
            }
        }
        return mails;
    }

    /** How many mails in a box are marked as seen. */
    public long seen(String user) throws IOException {
        return files(user).stream()
                .filter(file -> file.getFileName().toString().matches(".*:2,[A-Z]*S[A-Z]*"))
                .count();
    }

    private List<Path> files(String user) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String state : List.of("cur", "new")) {
            Path in = folder.resolve("boxes").resolve(user).resolve(state);
            if (Files.isDirectory(in)) {
                try (Stream<Path> files = Files.list(in)) {
                    all.addAll(files.toList());
                }
            }
        }
        return all;
    }
}
