package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the tutorial says, word by word, while a hub runs. */
class TutorialTest {
    private static final Path TEXT = Path.of("docs/tutorial/a-channel-is-one-file.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\S+)(?: (\\S+))?\\n(.*?)```", Pattern.DOTALL);

    private record Block(String kind, String file, String text) {}

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(Files.readString(TEXT));
        while (found.find()) {
            blocks.add(new Block(found.group(1), found.group(2) == null ? "" : found.group(2), found.group(3)));
        }
        return blocks;
    }

    @Test
    void worksWordByWord(@TempDir Path folder) throws Exception {
        try (HubProcess hub = HubProcess.start(folder)) {
            String printed = "";
            int checked = 0;
            for (Block block : blocks()) {
                switch (block.kind()) {
                    case "yaml" -> Files.writeString(folder.resolve(block.file()), block.text());
                    case "sh" -> printed = shell(hub, block.text());
                    case "text" -> {
                        assertThat(printed)
                                .contains(block.text().strip().lines().toList());
                        checked++;
                    }
                    default -> throw new IllegalStateException("the tutorial has a block of kind " + block.kind());
                }
                if (block.kind().equals("yaml")) {
                    settle(hub, block.file());
                }
            }
            assertThat(checked).isGreaterThan(5);
        }
    }

    /** A reader takes a moment between saving a file and asking for it; the hub needs less. */
    private static void settle(HubProcess hub, String file) {
        String name = Path.of(file).getFileName().toString();
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.log().contains(name));
    }

    private static String shell(HubProcess hub, String script) throws IOException, InterruptedException {
        String command =
                HubProcess.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", "hubbub() { " + command + " \"$@\"; }\n" + script)
                .directory(hub.folder().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(hub.environment());
        Path out = Files.createTempFile(hub.folder(), "printed", ".txt");
        Process started = builder.redirectOutput(out.toFile()).start();
        boolean ended = started.waitFor(2, TimeUnit.MINUTES);
        if (!ended) {
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly();
        }
        String printed = Files.readString(out);
        assertThat(ended).as("end of%n%s%n%s", script, printed).isTrue();
        assertThat(started.exitValue())
                .as("exit code of%n%s%n%s", script, printed)
                .isZero();
        return printed;
    }
}
