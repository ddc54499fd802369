package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A folder, by {@code docs/examples/folder.camel.yaml}. */
interface FolderExample {
    YamlChannels channels();

    @Test
    @Tag("long")
    default void aFolderIsWatchedAndWrittenTo() throws Exception {
        Path in = Files.createDirectories(channels().home.resolve("in"));
        Files.writeString(in.resolve("grüße.txt"), YamlChannels.TEXT + " in a file");
        Files.writeString(in.resolve("blank.txt"), " \n");
        Files.writeString(in.resolve("picture.tmp"), "not for us");
        Files.write(in.resolve("plan ü.pdf"), new byte[] {0, (byte) 0xff, (byte) 0xe4});
        try (Writer slow = Files.newBufferedWriter(in.resolve("slow.log"))) {
            for (int line = 0; line < 8; line++) {
                slow.write("line " + line + "\n");
                slow.flush();
                Path file = in.resolve("slow.log");
                int written = line;
                await().pollDelay(Duration.ofMillis(250))
                        .until(() -> Files.readAllLines(file).contains("line " + written));
            }
        }
        JsonNode message = channels().seen(YamlChannels.TEXT + " in a file");
        assertThat(message.path("sender").asText()).isEqualTo("folder:grüße.txt");
        assertThat(message.path("senderName").asText()).isEqualTo("grüße");
        assertThat(message.path("subject").asText()).isEqualTo("grüße.txt");
        channels().seen("line 0\nline 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7");
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> names(in.resolve(".failed")).size() == 1);
        assertThat(names(in.resolve(".failed"))).singleElement().asString().endsWith("-blank.txt");
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> names(in.resolve(".done")).size() == 3);
        JsonNode file = channels().log.all("/api/v1/messages?limit=200&channel=folder/main").stream()
                .filter(one -> one.path("subject").asText().equals("plan ü.pdf"))
                .findFirst()
                .orElseThrow()
                .path("attachments")
                .path(0);
        assertThat(file.path("name").asText()).isEqualTo("plan ü.pdf");
        assertThat(file.path("size").asInt()).isEqualTo(3);
        assertThat(names(in)).contains("picture.tmp").doesNotContain("grüße.txt", "slow.log", "blank.txt");

        channels().shout("tofolder " + YamlChannels.TEXT + "\nand more");
        Path out = channels().home.resolve("out");
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> texts(out).contains("tofolder " + YamlChannels.TEXT + "\nand more"));
        assertThat(names(out)).allMatch(name -> name.matches("hubbub-[0-9a-f-]{36}\\.txt"));
        assertThat(texts(out)).noneMatch(text -> text.endsWith("in a file"));
    }

    @Test
    default void aFileThatIsRefusedLeavesTheChannelToTheOneThatHasIt() throws Exception {
        Files.writeString(channels().home.resolve("routes/broken.camel.yaml"), """
                - route: { id: broken, from: { uri: "hub:folder/main", steps: [ { to: "direct:nowhere" } ] } }
                """);
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> channels()
                        .caller
                        .get("/api/v1/route-files/broken.camel.yaml")
                        .body()
                        .path("state")
                        .asText()
                        .equals("failed"));
        channels().shout("tofolder after all");
        await().atMost(YamlChannels.PATIENCE)
                .until(() -> texts(channels().home.resolve("out")).contains("tofolder after all"));
        Files.delete(channels().home.resolve("routes/broken.camel.yaml"));
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> texts(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name : names(folder)) {
            if (!name.startsWith(".")) {
                texts.add(Files.readString(folder.resolve(name)));
            }
        }
        return texts;
    }
}
