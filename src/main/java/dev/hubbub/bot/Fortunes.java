package dev.hubbub.bot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cookie jar of sayings: the system's fortune files where there are any, else the hub's own. */
public final class Fortunes {
    private static final Logger log = LoggerFactory.getLogger(Fortunes.class);
    private static final long MAX_FILE_BYTES = 2_000_000;
    private static final int MAX_CHARACTERS = 8_000_000;
    private static final Set<String> NOT_SAYINGS = Set.of("dat", "u8", "pos");

    private final List<String> sayings;

    private Fortunes(List<String> sayings) {
        this.sayings = List.copyOf(sayings);
    }

    /**
     * Reads the fortune files of some folders; files in {@code off} (the offensive ones) are left alone. If there are
     * none, the hub's own collection is taken.
     *
     * @param folders where to look; those that are not there are passed over
     */
    public static Fortunes from(List<Path> folders) {
        List<String> found = new ArrayList<>();
        folders.forEach(folder -> readFolder(folder, found));
        return new Fortunes(found.isEmpty() ? own() : found);
    }

    /** How many sayings there are; at least one. */
    public int size() {
        return sayings.size();
    }

    /**
     * A saying, picked by a key: the same key picks the same saying as long as the files stay, so that a run that is
     * done again says nothing else.
     */
    public String pick(String key) {
        // spread the bits: keys that differ only at their end are common
        int hash = Objects.hash(key) * 0x9E3779B9;
        return sayings.get(Math.floorMod(hash ^ (hash >>> 15), sayings.size()));
    }

    private static void readFolder(Path folder, List<String> found) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Fortunes::holdsSayings).sorted().forEach(file -> readFile(file, found));
        } catch (IOException | UncheckedIOException e) {
            log.warn("Folder {} of fortune files cannot be read: {}", folder, e.toString());
        }
    }

    private static boolean holdsSayings(Path file) {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return !name.startsWith(".") && !NOT_SAYINGS.contains(ending) && Files.isRegularFile(file);
    }

    private static void readFile(Path file, List<String> found) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                log.info("Fortune file {} is left out: it has more than {} bytes", file, MAX_FILE_BYTES);
                return;
            }
            int held = found.stream().mapToInt(String::length).sum();
            if (held < MAX_CHARACTERS) {
                found.addAll(FortuneFile.sayings(Files.readString(file)));
            }
        } catch (CharacterCodingException e) {
            log.info("Fortune file {} is left out: it is not UTF-8", file);
        } catch (IOException e) {
            log.warn("Fortune file {} cannot be read: {}", file, e.toString());
        }
    }

    private static List<String> own() {
        try (InputStream text = Objects.requireNonNull(Fortunes.class.getResourceAsStream("/fortunes/hubbub"))) {
            return FortuneFile.sayings(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the hub's own fortunes cannot be read", e);
        }
    }
}
