package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTableTest {
    private final PathTable<String> table = new PathTable<>();

    PathTableTest() {
        table.add("/rules", "rules");
        table.add("/rules/test", "dry run");
        table.add("/rules/{id}", "rule");
        table.add("/channels/{kind}/{name}/messages", "messages");
    }

    @Test
    void findsWordsBeforeParameters() {
        assertThat(table.find("/rules/test")).isEqualTo(new PathTable.Found<>("dry run", Map.of()));
        assertThat(table.find("/rules/tests")).isEqualTo(new PathTable.Found<>("rule", Map.of("id", "tests")));
    }

    @Test
    void givesParametersAsTheyAreWritten() {
        assertThat(table.find("/channels/sms/a%20b/messages"))
                .isEqualTo(new PathTable.Found<>("messages", Map.of("kind", "sms", "name", "a%20b")));
    }

    @Test
    void findsNothingElse() {
        for (String path : new String[] {
            "/",
            "",
            "/rule",
            "/rules/",
            "/rules/1/",
            "/rules//",
            "/channels",
            "/channels//team/messages",
            "/channels/a/b",
            "/channels/a/b/messages/",
            "/Rules"
        }) {
            assertThat(table.find(path)).as(path).isNull();
        }
    }

    @Test
    void refusesTwoPathsOfOneShape() {
        assertThatThrownBy(() -> table.add("/rules/{name}", "other")).hasMessageContaining("/rules/{name}");
    }
}
