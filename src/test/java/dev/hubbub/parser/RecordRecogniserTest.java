package dev.hubbub.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Link;
import dev.hubbub.message.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordRecogniserTest {
    private static final Resource BOOKING = new Resource("booking", Pattern.compile("\\d{8}"), "/bookings/{id}");

    private final Set<Tag> known = new HashSet<>(Set.of(Tag.parse("booking/12345678"), Tag.parse("booking/87654321")));
    private final List<Tag> asked = new ArrayList<>();
    private final RecordRecogniser parser = new RecordRecogniser(candidates -> {
        asked.addAll(candidates);
        Set<Tag> existing = new HashSet<>(candidates);
        existing.retainAll(known);
        return existing;
    });

    @BeforeEach
    void knowBookings() {
        parser.replace(List.of(BOOKING));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Where is 12345678?                          | 9-17
                    12345678                                    | 0-8
                    12345678, 87654321 and 12345678 again       | 0-8, 10-18, 23-31
                    1234567                                     |
                    123456789                                   |
                    123456789 12345678                          | 10-18
                    x12345678 12345678x 1_12345678              |
                    (12345678) #12345678 /12345678/             | 1-9, 12-20, 22-30
                    99999999 is no booking of ours              |
                    予約12345678です                              | 2-10
                    nothing here                                |
                    """)
    void linksEveryOccurrenceOfARecordThatExists(String text, String links) {
        List<String> found = parser.parse(draft(text)).draft().links().stream()
                .map(link -> link.start() + "-" + link.end())
                .toList();
        assertThat(found).isEqualTo(links == null ? List.of() : Arrays.asList(links.split(", ")));
    }

    @Test
    void tagsTheMessageAndSaysSo() {
        var parsed = parser.parse(
                draft("about 12345678").edit().subject("Re: 87654321").build());
        assertThat(parsed.draft().tags())
                .containsExactlyInAnyOrder(Tag.parse("booking/12345678"), Tag.parse("booking/87654321"));
        assertThat(parsed.draft().links()).containsExactly(new Link(6, 14, "/bookings/12345678"));
        assertThat(parsed.notes()).extracting(note -> note.get("tag")).contains("booking/12345678");
    }

    @Test
    void asksOnceForEachIdAndForAFewHundredAtMost() {
        StringBuilder text = new StringBuilder("12345678 12345678 ");
        for (int i = 0; i < 1000; i++) {
            text.append(10_000_000 + i).append(' ');
        }
        parser.parse(draft(text.toString()));
        assertThat(asked).hasSize(RecordRecogniser.MOST_CANDIDATES).doesNotHaveDuplicates();
    }

    @Test
    void takesTheFirstGroupForTheIdAndEscapesItInTheLink() {
        parser.replace(List.of(new Resource("ticket", Pattern.compile("ticket ([^;]+);"), "https://x.org/t?id={id}")));
        known.add(Tag.parse("ticket/a&b c"));
        assertThat(parser.parse(draft("see ticket a&b c; now")).draft().links())
                .containsExactly(new Link(11, 16, "https://x.org/t?id=a%26b%20c"));
    }

    @Test
    void neverLaysOneLinkOverAnother() {
        parser.replace(List.of(BOOKING, new Resource("order", Pattern.compile("\\d{8}"), "/orders/{id}")));
        known.add(Tag.parse("order/12345678"));
        Draft parsed = parser.parse(draft("12345678")).draft();
        assertThat(parsed.links()).containsExactly(new Link(0, 8, "/bookings/12345678"));
        assertThat(parsed.tags()).hasSize(2);
    }

    @Test
    void wantsOnlyMessagesWithSomethingToLookUp() {
        assertThat(parser.wants(draft("hello"))).isFalse();
        assertThat(parser.wants(draft("hello 12345678"))).isTrue();
    }

    private static Draft draft(String text) {
        return Draft.of(ChannelId.parse("email/x"), new Address("mailto:ana@x.org"), text);
    }
}
