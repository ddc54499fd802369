package dev.hubbub.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A Kannel of the machine: takes texts by HTTP and brings them by HTTP; its phones are at the far end of its fake SMSC. */
public final class Kannel implements AutoCloseable {
    private static final String USER = "hub";
    private static final String PASSWORD = "PASSWORD";

    private final Path folder;
    private final int admin;
    private final Daemon bearerbox;
    private final Daemon smsbox;
    private final int phones;
    private final int send;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile @Nullable Socket air;
    private volatile boolean closed;

    /** A text that came to a number. */
    public record Got(String number, String text) {}

    /** One in a folder of its own; it is started later. */
    public Kannel(Path folder) throws IOException {
        this.folder = folder;
        this.admin = FreePort.take();
        this.phones = FreePort.take();
        this.send = FreePort.take();
        this.bearerbox = new Daemon(folder, admin, "/usr/sbin/bearerbox", "kannel.conf");
        this.smsbox = new Daemon(folder, send, "/usr/sbin/smsbox", "kannel.conf");
    }

    /**
     * Starts it.
     *
     * @param hook where it brings what phones write, up to its own parameters
     */
    public void start(URI hook) throws IOException {
        Files.createDirectories(folder.resolve("store"));
        Files.writeString(folder.resolve("kannel.conf"), """
                group = core
                admin-port = %1$d
                admin-password = secret
                smsbox-port = %2$d
                box-deny-ip = "*.*.*.*"
                box-allow-ip = "127.0.0.1"
                store-type = spool
                store-location = %3$s
                log-level = 1

                group = smsc
                smsc = fake
                smsc-id = fake
                port = %4$d
                connect-allow-ip = 127.0.0.1

                group = smsbox
                bearerbox-host = 127.0.0.1
                sendsms-port = %5$d
                http-request-retry = 1000
                http-queue-delay = 1
                log-level = 1
                access-log = %9$s

                group = sendsms-user
                username = %6$s
                password = %7$s
                concatenation = true
                max-messages = 6

                group = sms-service
                keyword = default
                catch-all = true
                max-messages = 0
                get-url = "%8$s&from=%%p&text=%%b&id=%%I"
                """.formatted(
                        admin, FreePort.take(), folder.resolve("store"), phones, send, USER, PASSWORD, hook, log()));
        bearerbox.start();
        smsbox.start();
        Thread thread = new Thread(this::listen, "kannel-phones");
        thread.setDaemon(true);
        thread.start();
    }

    public static boolean isInstalled() {
        return Daemon.isInstalled("bearerbox");
    }

    /** Where texts are sent. */
    public String url() {
        return "http://127.0.0.1:" + send + "/cgi-bin/sendsms";
    }

    private void listen() {
        while (!closed) {
            try (Socket made = new Socket(InetAddress.getLoopbackAddress(), phones)) {
                air = made;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(made.getInputStream(), StandardCharsets.UTF_8));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    hear(line);
                }
            } catch (IOException e) {
                Thread.onSpinWait();
            } finally {
                air = null;
            }
        }
    }

    /** FROM TO text WORDS, or FROM TO ucs-2 with percents. */
    private void hear(String line) {
        String[] words = line.split(" ", 4);
        if (words.length == 4) {
            String text = words[2].equals("ucs-2")
                    ? new String(
                            URLDecoder.decode(words[3], StandardCharsets.ISO_8859_1)
                                    .getBytes(StandardCharsets.ISO_8859_1),
                            StandardCharsets.UTF_16BE)
                    : words[3];
            got.add(new Got(words[1], text));
        }
    }

    private Path log() {
        return folder.resolve("access.log");
    }

    /** How many texts it took over; what it had not yet crossed off when it stopped, phones get once more. */
    public long taken() throws IOException {
        return Files.readAllLines(log(), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("send-SMS request added"))
                .count();
    }

    /** What came to phones. */
    public List<Got> got() {
        return got;
    }

    /**
     * A phone writes.
     *
     * @throws IOException while there is no network
     */
    public void say(String from, String text) throws IOException {
        Socket open = air;
        if (open == null) {
            throw new IOException("no network");
        }
        OutputStream out = open.getOutputStream();
        out.write((from + " 4915550000000 text " + text + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Stops it in good order and starts it again. */
    public void restart() throws IOException {
        smsbox.close();
        bearerbox.close();
        bearerbox.start();
        smsbox.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        smsbox.close();
        bearerbox.close();
        Socket open = air;
        if (open != null) {
            open.close();
        }
    }
}
