package dev.hubbub.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A {@code .properties} file in UTF-8 that remembers the line of each key and refuses a key that stands there twice. */
final class PropertiesFile {

    /** A value and the line (from 1) where its key stands. */
    record Line(String value, int number) {}

    private final Path file;
    private final List<String> problems;
    private final Map<String, Line> lines = new LinkedHashMap<>();

    private PropertiesFile(Path file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Reads the file if it is there; what is wrong with it is added to {@code problems}. */
    static Map<String, Line> read(Path file, List<String> problems) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        PropertiesFile reading = new PropertiesFile(file, problems);
        try {
            reading.all(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            problems.add(file + ": is not UTF-8 text.");
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + e.getMessage() + ").");
        }
        return reading.lines;
    }

    private void all(List<String> text) {
        for (int at = 0; at < text.size(); at++) {
            int number = at + 1;
            StringBuilder logical = new StringBuilder(text.get(at));
            boolean comment = text.get(at).stripLeading().startsWith("#")
                    || text.get(at).stripLeading().startsWith("!");
            while (!comment && isContinued(text.get(at)) && at + 1 < text.size()) {
                logical.append('\n').append(text.get(++at));
            }
            one(logical.toString(), number);
        }
    }

    /** A line that ends in an odd number of backslashes goes on in the next. */
    private static boolean isContinued(String line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private void one(String logical, int number) {
        Properties entry = new Properties();
        try {
            entry.load(new StringReader(logical));
        } catch (IllegalArgumentException e) {
            problems.add(file + ":" + number + ": has a malformed \\u escape.");
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String key : entry.stringPropertyNames()) {
            Line before = lines.putIfAbsent(key, new Line(entry.getProperty(key).strip(), number));
            if (before != null) {
                problems.add(file + ":" + number + ": " + key + " stands already in line " + before.number() + ".");
            }
        }
    }
}
