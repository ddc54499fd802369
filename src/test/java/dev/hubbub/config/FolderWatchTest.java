package dev.hubbub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    @TempDir
    Path temp;

    private final BlockingQueue<Set<Path>> told = new LinkedBlockingQueue<>();
    private Path dir;
    private FolderWatch watch;

    @BeforeEach
    void makeFolder() throws IOException {
        dir = Files.createDirectory(temp.resolve("rules"));
        watch = new FolderWatch(dir, path -> path.toString().endsWith(".yaml"), told::add);
    }

    @AfterEach
    void endWatch() {
        watch.close();
    }

    @Test
    void tellsWhatIsThereBeforeStartReturns() throws IOException {
        Path a = Files.writeString(dir.resolve("a.yaml"), "1");
        Files.writeString(dir.resolve("a.yaml~"), "1");
        watch.start();
        assertThat(told).containsExactly(Set.of(a));
    }

    @Test
    void tellsOfNewChangedAndDeletedFiles() throws Exception {
        watch.start();
        Path a = Files.writeString(dir.resolve("a.yaml"), "1");
        assertThat(next()).containsExactly(a);
        Files.writeString(a, "2");
        assertThat(next()).containsExactly(a);
        Files.delete(a);
        assertThat(next()).containsExactly(a);
    }

    @Test
    void takesAWriteThenRenameForOneChange() throws Exception {
        Path a = Files.writeString(dir.resolve("a.yaml"), "1");
        watch.start();
        next();
        Path draft = Files.writeString(dir.resolve(".a.yaml.swp"), "2");
        Files.move(draft, a, StandardCopyOption.ATOMIC_MOVE);
        assertThat(next()).containsExactly(a);
        assertThat(told).isEmpty();
    }

    @Test
    void noticesAChangeBehindASymbolicLink() throws Exception {
        Path target = Files.writeString(temp.resolve("elsewhere"), "1");
        Path link = Files.createSymbolicLink(dir.resolve("a.yaml"), target);
        watch.start();
        next();
        Files.writeString(target, "longer");
        assertThat(next()).containsExactly(link);
    }

    @Test
    void findsAFolderThatIsMadeLaterOrSwapped() throws Exception {
        Files.delete(dir);
        watch.start();
        Files.createDirectory(dir);
        Path a = Files.writeString(dir.resolve("a.yaml"), "1");
        assertThat(next()).containsExactly(a);
        Files.move(dir, temp.resolve("old"));
        assertThat(next()).containsExactly(a);
        Files.createDirectory(dir);
        Files.writeString(a, "1");
        assertThat(next()).containsExactly(a);
    }

    @Test
    void goesOnAfterAListenerFails() throws Exception {
        watch = new FolderWatch(dir, path -> true, paths -> {
            told.add(paths);
            throw new IllegalStateException("on purpose");
        });
        watch.start();
        Path a = Files.writeString(dir.resolve("a.yaml"), "1");
        assertThat(next()).containsExactly(a);
        Path b = Files.writeString(dir.resolve("b.yaml"), "1");
        assertThat(next()).containsExactly(b);
    }

    @Test
    void isSilentOnceClosed() throws IOException {
        watch.start();
        watch.close();
        Files.writeString(dir.resolve("a.yaml"), "1");
        await().during(500, TimeUnit.MILLISECONDS).until(told::isEmpty);
    }

    private Set<Path> next() throws InterruptedException {
        Set<Path> paths = told.poll(10, TimeUnit.SECONDS);
        return paths == null ? Set.of() : paths;
    }
}
