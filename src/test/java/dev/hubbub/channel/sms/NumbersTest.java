package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+49 170 1234567 | +491701234567",
                "0049 170 1234567 | +491701234567",
                "0170/123-4567 | +491701234567",
                "(0170) 1234567 | +491701234567",
                "+1 (650) 253-0000 | +16502530000",
                "22222 | 22222",
                "MyBank | none",
                "+49 | none",
                "12345678901234567890 | none"
            })
    void writesNumbersInOneForm(String text, String expected) {
        assertThat(new Numbers("de").read(text).orElse("none")).isEqualTo(expected);
    }

    @Test
    void refusesANumberWithoutACountryWhereThereIsNone() {
        assertThat(new Numbers("").read("0170 1234567")).isEmpty();
        assertThat(new Numbers("").read("+49 170 1234567")).contains("+491701234567");
        assertThatIllegalArgumentException().isThrownBy(() -> new Numbers("Germany"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "491701234567 | true | +491701234567",
                "+491701234567 | true | +491701234567",
                "491701234567 | false | +491701234567",
                "01701234567 | false | +491701234567",
                "16502530000 | false | +16502530000",
                "22222 | false | 22222",
                "MyBank | false | none"
            })
    void readsNumbersAsNetworksWriteThem(String text, boolean international, String expected) {
        assertThat(new Numbers("DE").ofNetwork(text, international).orElse("none"))
                .isEqualTo(expected);
    }
}
