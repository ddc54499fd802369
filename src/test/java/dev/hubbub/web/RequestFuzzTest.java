package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import dev.hubbub.config.AddressRange;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.OpenAPIContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Parameters, paths and network addresses as strangers write them. */
class RequestFuzzTest {
    private static final List<ParameterCheck> CHECKS = new ArrayList<>();

    static {
        Vertx vertx = Vertx.vertx();
        OpenAPIContract model = Contract.read().model(vertx);
        model.operations()
                .forEach(operation -> operation
                        .getParameters()
                        .forEach(parameter -> CHECKS.add(new ParameterCheck(parameter, model.getSchemaRepository()))));
        vertx.close();
    }

    @FuzzTest
    void takesAParameterOrNamesIt(byte[] data) {
        String text = Fuzzed.brokenText(data);
        List<Problem.FieldError> errors = new ArrayList<>();
        for (ParameterCheck check : CHECKS) {
            errors.clear();
            Object value = check.read(List.of(text), errors);
            assertThat(errors).hasSize(value == null ? 1 : 0).allSatisfy(error -> {
                assertThat(error.field()).matches("(path|query|header)\\..+");
                assertThat(error.reason()).isNotBlank().hasSizeLessThan(100);
            });
        }
        if (PlainPath.isPlain(text)) {
            assertThat(URI.create(text).normalize().getRawPath()).isEqualTo(text);
            assertThat(URI.create(text).getPath()).doesNotContain("\\", "//", "/../", "/./", ";");
        }
        addresses(text);
    }

    private static void addresses(String text) {
        try {
            AddressRange range = AddressRange.parse(text);
            assertThat(range.holds(range.base().getHostAddress())).isTrue();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("IP address");
        }
    }
}
