package dev.hubbub.routes;

import dev.hubbub.config.TextFile;
import dev.hubbub.config.YamlReader;
import dev.hubbub.message.ChannelId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The text of a route file, known to be sound YAML of a bearable size, and where in it a word stands. */
final class RouteText {

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setUseMarks(true).build();

    /** A scalar and its line, from 1. */
    record Word(String text, int line) {}

    private final String text;
    private final String hash;
    private final List<Word> words;
    private final List<Word> routeIds;
    private final List<RoutePart> parts;

    private RouteText(String text, String hash, YamlWords found) {
        this.text = text;
        this.hash = hash;
        this.words = found.words();
        this.routeIds = found.routeIds();
        this.parts = found.parts();
    }

    /**
     * Reads a file; never blocks on a pipe or device.
     *
     * @throws RouteProblem if it is no file, too large, no text or no YAML
     */
    static RouteText read(Path file) throws RouteProblem {
        try {
            return of(TextFile.read(file));
        } catch (IOException e) {
            throw RouteProblem.text(null, "The file " + e.getMessage() + ".");
        }
    }

    static RouteText of(String text) throws RouteProblem {
        StreamReader reader = new StreamReader(SETTINGS, text);
        try {
            Node root = new Composer(SETTINGS, new ParserImpl(SETTINGS, reader))
                    .getSingleNode()
                    .orElseThrow(() -> RouteProblem.text(null, "The file is empty: there is no route in it."));
            return new RouteText(text, hash(text), new YamlWords(root));
        } catch (MarkedYamlEngineException e) {
            Integer line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(null);
            throw RouteProblem.text(line, "This is not YAML: " + e.getProblem() + ".");
        } catch (YamlEngineException e) {
            throw RouteProblem.text(null, "This is not YAML: " + firstLine(String.valueOf(e.getMessage())) + ".");
        } catch (NumberFormatException e) {
            throw RouteProblem.text(reader.getLine() + 1, "This is not YAML: found " + YamlReader.NO_CHARACTER + ".");
        } catch (StackOverflowError e) {
            throw RouteProblem.text(null, "The file is nested too deeply.");
        }
    }

    String text() {
        return text;
    }

    /** The routes in it, in their order. */
    List<RoutePart> parts() {
        return parts;
    }

    /** The text with empty lines in the place of some routes, so that all else stands where it stood. */
    String without(Collection<RoutePart> left) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (RoutePart part : left) {
            for (int line = part.firstLine(); line <= Math.min(part.lastLine(), lines.size()); line++) {
                lines.set(line - 1, "");
            }
        }
        return String.join("\n", lines) + "\n";
    }

    /** SHA-256 of the text, in hex. */
    String hash() {
        return hash;
    }

    /** The ids that routes in this file are given, in their order. */
    List<Word> routeIds() {
        return routeIds;
    }

    /** The channels named in it as far as they are written out. */
    Set<ChannelId> channels() {
        Set<ChannelId> channels = new LinkedHashSet<>();
        words.forEach(word -> RouteChannels.channel(word.text()).ifPresent(channels::add));
        return channels;
    }

    /** The line of the scalar that is this text, or else begins with it, or else holds it. */
    @Nullable
    Integer lineOf(String wanted) {
        if (wanted.isBlank()) {
            return null;
        }
        for (Word word : words) {
            if (word.text().equals(wanted)) {
                return word.line();
            }
        }
        for (Word word : words) {
            if (word.text().startsWith(wanted)) {
                return word.line();
            }
        }
        for (Word word : words) {
            if (word.text().contains(wanted)) {
                return word.line();
            }
        }
        return null;
    }

    /** The first line, at or below another, where this very word stands. */
    @Nullable
    Integer lineOf(String wanted, int fromLine) {
        return words.stream()
                .filter(word -> word.line() >= fromLine && word.text().equals(wanted))
                .map(Word::line)
                .findFirst()
                .orElse(null);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
