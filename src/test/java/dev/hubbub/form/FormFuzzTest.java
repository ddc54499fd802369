package dev.hubbub.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;

/** Whatever bytes come as Binary XML, they are a form within its limits, or are refused; nothing else happens, and soon. */
class FormFuzzTest {
    private static final FormReader READER = new FormReader(new FormLimits(4096, 8, 100));

    @FuzzTest
    void whateverComesIsAFormOrNone(byte[] data) {
        read(data);
        Fuzzed.promptly(() -> read(data));
    }

    private static void read(byte[] data) {
        try {
            Instance form = READER.read(data);
            // what it made of the bytes is the XML that it says it is
            Instance again = READER.read(form.xml());
            assertThat(again).isEqualTo(form);
            assertThat(form.root()).isNotEmpty();
        } catch (BadFormException e) {
            assertThat(e).hasMessageStartingWith("it");
        }
    }
}
