package dev.hubbub.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who runs servers that refuse to work as root: whoever runs the tests, or Debian's user {@code mail} where that is root. */
final class Unprivileged {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final String USER = ROOT ? "mail" : System.getProperty("user.name");

    private Unprivileged() {}

    static String user() {
        return USER;
    }

    /** A command, as that user. */
    static String[] command(String... command) {
        List<String> all = new ArrayList<>();
        if (ROOT) {
            all.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--"));
        }
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    /** Gives a folder and all in it to that user, who may pass through the one above it, too. */
    static void give(Path folder) throws IOException {
        if (!ROOT) {
            return;
        }
        Path unused = Files.setPosixFilePermissions(
                folder.toAbsolutePath().getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                PosixFileAttributeView owned = Files.getFileAttributeView(path, PosixFileAttributeView.class);
                owned.setOwner(
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
                owned.setGroup(
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(USER));
            }
        }
    }

    static String group(Path owned) throws IOException {
        return Files.readAttributes(owned, PosixFileAttributes.class).group().getName();
    }
}
