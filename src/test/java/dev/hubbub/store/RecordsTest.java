package dev.hubbub.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.api.archive.RecordShelf.Known;
import dev.hubbub.message.Tag;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {
    @Test
    void tellsWhichRecordsThereAre() {
        try (TestDatabase test = TestDatabase.create()) {
            StoredRecords records = new StoredRecords(test.database(), Clock.systemUTC());
            records.put("booking", List.of(new Known("1", "One", null), new Known("2", null, "https://x.org/2")));
            records.put("booking", List.of(new Known("1", "One", "https://x.org/1"), new Known("1", "Uno", "/1")));

            assertThat(records.existing(List.of(
                            Tag.parse("booking/1"), Tag.parse("booking/3"), Tag.parse("ship/1"), Tag.parse("booking"))))
                    .containsExactly(Tag.parse("booking/1"));
            assertThat(records.counts()).containsOnlyKeys("booking").containsEntry("booking", 2L);
            assertThat(records.delete("booking", "2")).isTrue();
            assertThat(records.delete("booking", "2")).isFalse();
        }
    }
}
