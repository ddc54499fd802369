package dev.hubbub.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Somebody in a channel of IRC, who comes back at once when the connection has gone. */
public final class IrcPerson implements AutoCloseable {
    private final String nick;
    private final String channel;
    private final int port;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile @Nullable Socket socket;
    private volatile boolean closed;

    public IrcPerson(String nick, String channel, int port) {
        this.nick = nick;
        this.channel = channel;
        this.port = port;
        Thread thread = new Thread(this::stay, "irc-" + nick);
        thread.setDaemon(true);
        thread.start();
    }

    private void stay() {
        while (!closed) {
            try (Socket made = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket = made;
                send("PASS :open sesame");
                send("NICK " + nick);
                send("USER person 0 * :" + nick);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(made.getInputStream(), StandardCharsets.UTF_8));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    hear(line);
                }
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private void hear(String line) throws IOException {
        if (line.startsWith("PING ")) {
            send("PONG " + line.substring(5));
        } else if (line.contains(" 001 ")) {
            send("JOIN " + channel);
        } else {
            lines.add(line);
        }
    }

    private void send(String line) throws IOException {
        Socket open = socket;
        if (open == null) {
            throw new IOException("not connected");
        }
        OutputStream out = open.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Says something to a channel or a nick. */
    public void say(String target, String text) throws IOException {
        send("PRIVMSG " + target + " :" + text);
    }

    /** Sends a line as it is. */
    public void command(String line) throws IOException {
        send(line);
    }

    /** All that the server has sent, but for its pings. */
    public List<String> lines() {
        return lines;
    }

    /** What others have said to a channel or to this person, in order. */
    public List<String> heardAt(String target) {
        String mark = " PRIVMSG " + target + " :";
        return lines.stream()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        Socket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
