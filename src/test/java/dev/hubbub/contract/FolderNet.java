package dev.hubbub.contract;

import dev.hubbub.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Two folders that programs write to and read from. */
final class FolderNet extends Net {
    private static final int TEXT_NAME = "hubbub-01234567-89ab-cdef-0123-456789abcdef.txt".length();

    private final Path in;
    private final Path out;
    private final Path aside;
    private final Map<String, FileTime> written = new ConcurrentHashMap<>();

    FolderNet(Path home) throws Exception {
        super("folder", "folder/main", Can.NAME, Can.FILES, Can.REPEAT);
        in = Files.createDirectories(home.resolve("in"));
        out = Files.createDirectories(home.resolve("out"));
        aside = home.resolve("aside");
        Everywhere.example(home, "folder");
    }

    @Override
    Settings configure(Settings settings) {
        return settings.with("folder.in", in.toString(), "test").with("folder.out", out.toString(), "test");
    }

    @Override
    String say(Said said) throws IOException {
        Path file = in.resolve("." + said.id());
        Files.writeString(file, said.text());
        FileTime at = written.computeIfAbsent(
                said.id(), id -> FileTime.from(Instant.now().minusSeconds(60)));
        Path unused = Files.setLastModifiedTime(file, at);
        unused = Files.move(file, in.resolve(said.id() + ".txt"), StandardCopyOption.REPLACE_EXISTING);
        return said.id();
    }

    @Override
    String sender() {
        return "folder:";
    }

    @Override
    boolean away() throws IOException {
        Path unused = Files.move(out, aside);
        unused = Files.writeString(out, "no folder");
        return true;
    }

    @Override
    void back() throws IOException {
        Files.delete(out);
        Path unused = Files.move(aside, out);
    }

    @Override
    List<Seen> seen() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(out)) {
            files = all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
        List<Seen> seen = new ArrayList<>();
        Map<String, String> beside = new HashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(".txt") && name.length() == TEXT_NAME) {
                Seen text = Seen.of(name, Files.readString(file));
                seen.add(beside.containsKey(name) ? text.with(beside.get(name)) : text);
            } else {
                beside.put(name.substring(0, TEXT_NAME - 4) + ".txt", name.substring(TEXT_NAME - 3));
            }
        }
        return seen;
    }
}
