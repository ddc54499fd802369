package dev.hubbub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParserRunnerTest {
    private static final Draft DRAFT = Draft.of(ChannelId.parse("shoutbox/team"), Address.ofUser("ana"), "hello");

    /** A parser from elsewhere, not held to our nullness. */
    private static Parser answeringNothing() {
        return (Parser) Proxy.newProxyInstance(
                ParserRunnerTest.class.getClassLoader(),
                new Class<?>[] {Parser.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "name" -> "silent";
                    case "order" -> 0;
                    case "wants" -> true;
                    default -> null;
                });
    }

    @Test
    void aParserThatAnswersNothingIsNotedAndSkipped() {
        List<Map<String, Object>> steps = new ArrayList<>();
        try (ParserRunner runner = new ParserRunner(Duration.ofSeconds(5))) {
            assertThat(runner.run(DRAFT, List.of(answeringNothing()), steps)).isEqualTo(DRAFT);
        }
        assertThat(steps)
                .singleElement()
                .satisfies(step -> assertThat(step).containsEntry("reason", "answered nothing"));
    }
}
