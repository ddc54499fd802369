package dev.hubbub.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Things to say: about so many bytes each, of words as people use them, most of them again and again. */
final class Texts {
    private static final String[] COMMON =
            ("the of and to in is you that it he was for on are as with his they at be this"
                            + " have from or one had by word but not what all were we when your can said there use an each which she do how"
                            + " their if will up other about out many then them these so some her would make like him into time has look two"
                            + " more write go see number no way could people my than first water been call who oil its now find long down day"
                            + " did get come made may part")
                    .split(" ");

    private final Random random;

    Texts(long seed) {
        this.random = new Random(seed);
    }

    /** A text of at least so many characters, less one word. */
    String next(int length) {
        StringBuilder text = new StringBuilder(length + 12);
        while (text.length() < length - 6) {
            if (text.length() > 0) {
                text.append(' ');
            }
            // one word in five is rare, as names and numbers are
            text.append(
                    random.nextInt(5) == 0
                            ? Integer.toString(random.nextInt(2_000_000), 36)
                            : COMMON[(int) (COMMON.length * random.nextDouble() * random.nextDouble())]);
        }
        return text.toString();
    }

    /** Whole requests, each with a text of its own, for {@link HttpLoad}. */
    List<byte[]> posts(int count, String path, String token, int length) {
        List<byte[]> posts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            posts.add(post(path, token, "{\"text\":\"" + next(length) + "\"}"));
        }
        return posts;
    }

    /** One whole request. */
    static byte[] post(String path, String token, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }
}
