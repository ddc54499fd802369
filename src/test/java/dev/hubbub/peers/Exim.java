package dev.hubbub.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An Exim of the machine, as the mail server of an organisation: it hands mail for people ({@code example.org}) and for the
 * box {@code desk@hub.example} on to Dovecot, and all else in {@code hub.example} to the hub, and relays nothing.
 * {@code nobody@example.org} is refused at once; that others are unknown shows only later, and is told by a bounce.
 */
public final class Exim extends Daemon {
    private Exim(Path folder, int port, String... command) {
        super(folder, port, command);
    }

    /**
     * Starts one.
     *
     * @param folder of its own, one below a temporary one
     * @param hub the port at which the hub takes mail
     */
    public static Exim start(Path folder, Dovecot boxes, int hub) throws IOException {
        Files.createDirectories(folder);
        int port = FreePort.take();
        Unprivileged.give(folder);
        Files.writeString(
                folder.resolve("exim.conf"),
                configuration(folder, port)
                        .replace("USER", Unprivileged.user())
                        .replace("GROUP", Unprivileged.group(folder))
                        .replace("LMTP", Integer.toString(boxes.lmtpPort()))
                        .replace("HUB", Integer.toString(hub)));
        Unprivileged.give(folder);
        String[] command = Unprivileged.command(
                "/usr/sbin/exim4", "-C", folder.resolve("exim.conf").toString(), "-bdf", "-q1s");
        Exim server = new Exim(folder, port, command);
        server.start();
        return server;
    }

    private static String configuration(Path folder, int port) {
        return """
                exim_user = USER
                exim_group = GROUP
                deliver_drop_privilege = true
                spool_directory = %1$s/spool
                log_file_path = %1$s/%%slog
                pid_file_path = %1$s/exim.pid
                primary_hostname = mx.example.org
                local_interfaces = 127.0.0.1
                daemon_smtp_ports = %2$d
                disable_ipv6 = true
                keep_environment =
                tls_advertise_hosts =
                host_lookup =
                rfc1413_hosts =
                smtp_accept_queue_per_connection = 0
                acl_smtp_rcpt = recipient
                acl_smtp_data = accept

                begin acl
                recipient:
                  deny local_parts = nobody
                       message = unknown user
                  accept domains = example.org : hub.example
                  deny message = relay not permitted

                begin routers
                hub:
                  driver = manualroute
                  domains = hub.example
                  local_parts = !desk
                  transport = hub
                  route_list = * 127.0.0.1
                  self = send
                boxes:
                  driver = manualroute
                  domains = example.org : hub.example
                  transport = boxes
                  route_list = * 127.0.0.1
                  self = send

                begin transports
                hub:
                  driver = smtp
                  port = HUB
                boxes:
                  driver = smtp
                  protocol = lmtp
                  port = LMTP

                begin retry
                * * F,1d,1s
                """.formatted(folder, port);
    }
}
