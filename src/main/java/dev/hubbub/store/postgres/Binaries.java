package dev.hubbub.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the library that carries them for this platform.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path folder) {
    private static final Logger log = LoggerFactory.getLogger(Binaries.class);

    /**
     * Unpacks the programs unless they are there already. A half-unpacked folder is never seen under its final name.
     *
     * @param parent where they go, in a folder named by platform and content
     * @throws IllegalStateException if there are none for this platform
     */
    static Binaries unpack(Path parent) throws IOException {
        URL archive = Binaries.class.getResource("/postgres-" + platform() + ".txz");
        if (archive == null) {
            throw new IllegalStateException("there is no PostgreSQL for this platform (" + platform()
                    + ") in the class path; set hubbub.database.url to a server of yours");
        }
        URLConnection connection = archive.openConnection();
        // the size tells one release from the next
        Path folder = parent.resolve(platform() + "-" + connection.getContentLengthLong());
        if (!Files.isDirectory(folder)) {
            log.info("Unpacking PostgreSQL to {}", folder);
            Files.createDirectories(parent);
            Path half = Files.createTempDirectory(parent, "unpacking");
            try (InputStream in = connection.getInputStream()) {
                unpack(in, half);
            }
            moveIntoPlace(half, folder);
        }
        return new Binaries(folder.toRealPath());
    }

    /** A program by its name, as {@code initdb}. */
    Path program(String name) {
        return folder.resolve("bin").resolve(Platform.WINDOWS ? name + ".exe" : name);
    }

    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux";
        String arch = System.getProperty("os.arch", "");
        return system + (arch.equals("aarch64") ? "-arm_64" : "-x86_64");
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        if (path.toString().endsWith(".a")) {
            return;
        }
        Files.createDirectories(path.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if (!Platform.WINDOWS && (entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    static void moveIntoPlace(Path half, Path folder) throws IOException {
        if (!Platform.WINDOWS) {
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        try {
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, folder);
        } catch (FileSystemException e) {
            // Java has no exception of its own for a folder in the way of an atomic move
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            log.debug("Another process has unpacked PostgreSQL meanwhile", e);
            delete(half);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
