package dev.hubbub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.config.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RuleFolderTest {
    @TempDir
    Path dir;

    private final RuleBook book = new RuleBook();
    private final List<FileState> told = new CopyOnWriteArrayList<>();
    private RuleFolder folder;

    @BeforeEach
    void watch() throws IOException {
        write("b.yaml", "second");
        folder = new RuleFolder(dir, book, told::add, Clock.systemUTC());
        folder.start();
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void ordersRulesByFileThenThoseMadeInTheHub() throws IOException {
        book.replaceDatabaseRules(RuleFiles.parseOne("7", "{name: made, when: {}, then: [{tag: x}]}")
                .rules());
        write("a.yml", "first");
        await().until(() -> names().equals(List.of("first", "second", "made")));
        Files.delete(dir.resolve("b.yaml"));
        await().until(() -> names().equals(List.of("first", "made")));
        await().untilAsserted(() -> assertThat(told)
                .extracting(state -> state.file() + " " + state.kind())
                .containsExactly("b.yaml ACTIVE", "a.yml ACTIVE", "b.yaml REMOVED"));
    }

    @Test
    void keepsTheLastGoodVersionOfABrokenFile() throws IOException {
        Files.writeString(
                dir.resolve("b.yaml"), "rules:\n  - name: x\n    when: { chanel: a/b }\n    then: [ { tag: x } ]\n");
        await().until(() -> kind("b.yaml") == FileState.Kind.FAILED);
        FileState failed = folder.states().get(0);
        assertThat(failed.line()).isEqualTo(3);
        assertThat(failed.reason()).isEqualTo("rules[0].when: unknown key 'chanel'; did you mean channel?");
        assertThat(failed.entries()).isEqualTo(1);
        assertThat(names()).containsExactly("second");
        write("b.yaml", "mended");
        await().until(() -> names().equals(List.of("mended")));
        assertThat(kind("b.yaml")).isEqualTo(FileState.Kind.ACTIVE);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void blamesEachHostileFileAlone() throws Exception {
        Files.writeString(dir.resolve("bad.yaml"), "rules: [");
        Files.writeString(dir.resolve("escape.yaml"), "rules:\n  - { name: \"\\x");
        Files.write(dir.resolve("binary.yaml"), new byte[] {0, (byte) 0xff, 3});
        Files.writeString(dir.resolve("huge.yaml"), "# " + "x".repeat(1 << 20) + "\nrules: []");
        Files.createSymbolicLink(dir.resolve("nowhere.yaml"), Path.of("nothing"));
        Files.createSymbolicLink(dir.resolve("self.yaml"), Path.of("self.yaml"));
        Files.createDirectory(dir.resolve("folder.yaml"));
        Files.writeString(dir.resolve(".hidden.yaml"), "rules: [");
        Files.writeString(dir.resolve("b.yaml~"), "rules: [");
        assertThat(new ProcessBuilder("mkfifo", dir.resolve("pipe.yaml").toString())
                        .start()
                        .waitFor())
                .isZero();
        write("z.yaml", "last");
        await().until(() -> names().equals(List.of("second", "last")));
        await().until(() -> folder.states().size() == 9);
        assertThat(folder.states().stream()
                        .filter(state -> state.kind() == FileState.Kind.FAILED)
                        .map(state -> state.file() + ": " + state.reason()))
                .containsExactly(
                        "bad.yaml: is no YAML: expected the node content, but found '<stream end>'",
                        "binary.yaml: is no text file in UTF-8",
                        "escape.yaml: is no YAML: an escape (\\x, \\u or \\U) that stands for no character",
                        "huge.yaml: is larger than 1048576 bytes",
                        "nowhere.yaml: is gone, or a link to nothing",
                        "pipe.yaml: is no regular file (a pipe or a device?)",
                        "self.yaml: is gone, or a link to nothing");
    }

    private void write(String file, String name) throws IOException {
        Files.writeString(dir.resolve(file), "rules: [ { name: " + name + ", when: {}, then: [ { tag: x } ] } ]");
    }

    private List<String> names() {
        return book.current().rules().stream().map(Rule::name).toList();
    }

    private FileState.Kind kind(String file) {
        return folder.states().stream()
                .filter(state -> state.file().equals(file))
                .map(FileState::kind)
                .findFirst()
                .orElseThrow();
    }
}
