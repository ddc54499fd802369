package dev.hubbub;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What hub processes load their classes from: the hub in a jar, as it is shipped, its libraries, and, once a first hub has
 * learned it, an archive of what a start loads, with which the next need half the time. Jar and archive are made once for
 * each state of the classes, for all JVMs that run tests.
 */
final class HubClasses {
    private static final Path FOLDER = Path.of("target", "hub-process").toAbsolutePath();
    private static final List<Path> ENTRIES = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    private static final Path JAR = jar();
    private static final Path ARCHIVE = Path.of(JAR.toString().replace(".jar", ".jsa"));

    private HubClasses() {}

    /** The JVM's options: where the classes are, and the archive if there is one. */
    static List<String> options() {
        List<String> options = new ArrayList<>();
        if (Files.exists(ARCHIVE)) {
            options.addAll(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + ARCHIVE));
        }
        options.addAll(List.of("-cp", classPath()));
        return options;
    }

    /**
     * Makes the archive unless it is there, or another JVM is at it.
     *
     * @param teacher starts a hub with further options, and ends it when it is ready
     */
    static void learn(Teacher teacher) throws IOException {
        if (Files.exists(ARCHIVE)) {
            return;
        }
        try (FileChannel lock = open("archive.lock");
                @Nullable FileLock held = lock.tryLock()) {
            if (held != null && !Files.exists(ARCHIVE)) {
                Path half = FOLDER.resolve("half.jsa");
                teacher.teach(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + half));
                if (Files.exists(half)) {
                    Files.move(half, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    /** Runs a hub with these options. */
    @FunctionalInterface
    interface Teacher {
        void teach(List<String> options) throws IOException;
    }

    private static String classPath() {
        return Stream.concat(Stream.of(JAR), ENTRIES.stream().filter(entry -> !Files.isDirectory(entry)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The hub's own classes; an archive knows no folders. */
    private static Path jar() {
        try {
            Files.createDirectories(FOLDER);
            List<Path> folders = ENTRIES.stream()
                    .filter(Files::isDirectory)
                    .filter(folder -> !Files.exists(folder.resolve("dev/hubbub/HubProcess.class")))
                    .toList();
            Path jar = FOLDER.resolve("hub-" + newest(folders) + ".jar");
            try (FileChannel lock = open("jar.lock");
                    FileLock held = lock.lock()) {
                if (held.isValid() && !Files.exists(jar)) {
                    Path half = FOLDER.resolve("half.jar");
                    pack(folders, half);
                    Files.move(half, jar, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(String name) throws IOException {
        return FileChannel.open(FOLDER.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** When the last of these files was written, in milliseconds: the name of this state of the classes. */
    private static long newest(List<Path> folders) throws IOException {
        long newest = 0;
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.toList()) {
                    newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
                }
            }
        }
        return newest;
    }

    private static void pack(List<Path> folders, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.setLevel(0);
            for (Path folder : folders) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path path : files.sorted().skip(1).toList()) {
                        add(jar, folder.relativize(path).toString().replace(File.separatorChar, '/'), path);
                    }
                }
            }
        }
    }

    private static void add(JarOutputStream jar, String name, Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        jar.putNextEntry(new JarEntry(folder ? name + "/" : name));
        if (!folder) {
            Files.copy(path, jar);
        }
        jar.closeEntry();
    }
}
