package dev.hubbub;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks for a word in bytes, however it is written there: in ASCII in either case, UTF-16 of both orders, Base64 wherever
 * it begins, hex.
 */
final class Traces {
    private final Map<String, byte[]> forms = new TreeMap<>();

    /** @param word at least eight letters, or Base64 leaves too little of it */
    Traces(String word) {
        for (String cased : List.of(word, word.toUpperCase(Locale.ROOT))) {
            add(cased, "text", StandardCharsets.US_ASCII);
            add(cased, "utf-16le", StandardCharsets.UTF_16LE);
            add(cased, "utf-16be", StandardCharsets.UTF_16BE);
        }
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        String hex = HexFormat.of().formatHex(bytes);
        add(hex, "hex", StandardCharsets.US_ASCII);
        add(hex.toUpperCase(Locale.ROOT), "hex", StandardCharsets.US_ASCII);
        for (int before = 0; before < 3; before++) {
            add(base64(bytes, before), "base64 after " + before, StandardCharsets.US_ASCII);
        }
    }

    private void add(String text, String form, Charset charset) {
        forms.put(form + " " + text, text.getBytes(charset));
    }

    /** The characters that the word has wherever it begins {@code before} bytes after a group of three. */
    private static String base64(byte[] word, int before) {
        byte[] shifted = new byte[before + word.length];
        System.arraycopy(word, 0, shifted, before, word.length);
        String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int first = before == 0 ? 0 : before + 1;
        int last = shifted.length * 8 / 6;
        return all.substring(first, last);
    }

    /** In which forms the word is there. */
    List<String> in(byte[] bytes) {
        List<String> found = new ArrayList<>();
        forms.forEach((form, pattern) -> {
            if (contains(bytes, pattern)) {
                found.add(form);
            }
        });
        return found;
    }

    /** Which files below a folder have the word, in their names or within. */
    List<String> below(Path folder, Predicate<Path> wanted) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(wanted).toList()) {
                List<String> forms = new ArrayList<>(in(file.toString().getBytes(StandardCharsets.UTF_8)));
                if (Files.isRegularFile(file)) {
                    forms.addAll(in(read(file)));
                }
                forms.forEach(form -> found.add(folder.relativize(file) + ": " + form));
            }
        }
        return found;
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0]; // the server has taken it away meanwhile
        }
    }

    private static boolean contains(byte[] bytes, byte[] pattern) {
        int last = bytes.length - pattern.length;
        outer:
        for (int i = 0; i <= last; i++) {
            if (bytes[i] != pattern[0]) {
                continue;
            }
            for (int j = 1; j < pattern.length; j++) {
                if (bytes[i + j] != pattern[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }
}
