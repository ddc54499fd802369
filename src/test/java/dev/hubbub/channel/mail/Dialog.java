package dev.hubbub.channel.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Somebody who speaks SMTP by hand. */
final class Dialog implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    Dialog(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        out = socket.getOutputStream();
    }

    /** Sends a line and gives the whole answer; several lines of it are joined by a bar. */
    String say(String line) throws IOException {
        send(line + "\r\n");
        return answer();
    }

    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    String answer() throws IOException {
        StringBuilder answer = new StringBuilder();
        String line;
        do {
            line = in.readLine();
            answer.append(answer.length() == 0 ? "" : "|").append(line);
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
        return answer.toString();
    }

    /** Greets, and says from whom and to whom; gives the last answer. */
    String begin(String from, String to) throws IOException {
        answer();
        say("EHLO me");
        say("MAIL FROM:<" + from + ">");
        return say("RCPT TO:<" + to + ">");
    }

    /** Hands a whole mail over; gives the answer to it. */
    String mail(String raw) throws IOException {
        String go = say("DATA");
        return go.startsWith("354") ? say(raw + "\r\n.") : go;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
