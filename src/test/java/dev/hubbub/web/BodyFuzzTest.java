package dev.hubbub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hubbub.Fuzzed;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Bodies of requests: taken as they are, or refused with the fields that are wrong. */
class BodyFuzzTest {
    private static final List<BodyCheck> CHECKS = new ArrayList<>();
    private static final List<String> NAMES = new ArrayList<>();

    static {
        Vertx vertx = Vertx.vertx();
        try {
            OpenAPIContract model = Contract.read().model(vertx);
            Map<String, BodyCheck> checks = new TreeMap<>();
            model.operations().forEach(operation -> {
                MediaType json = operation.getRequestBody() == null
                        ? null
                        : operation.getRequestBody().getContent().get(MediaType.APPLICATION_JSON);
                if (json != null) {
                    checks.put(operation.getOperationId(), new BodyCheck(true, model.getSchemaRepository(), json));
                }
            });
            NAMES.addAll(checks.keySet());
            CHECKS.addAll(checks.values());
        } finally {
            assertThat(vertx.close().toCompletionStage().toCompletableFuture().orTimeout(1, TimeUnit.MINUTES))
                    .succeedsWithin(java.time.Duration.ofMinutes(1));
        }
    }

    /** The id of an operation in the first line, its body in the others. */
    @FuzzTest
    void takesABodyOrNamesWhatIsWrong(byte[] data) {
        String text = Fuzzed.text(data);
        int end = Math.max(0, text.indexOf('\n'));
        String operation = text.substring(0, end);
        String body = text.substring(end).strip();
        int index = NAMES.indexOf(operation);
        BodyCheck check = CHECKS.get(index >= 0 ? index : Math.floorMod(operation.hashCode(), CHECKS.size()));
        Fuzzed.promptly(() -> check(check, body));
    }

    private static void check(BodyCheck check, String body) {
        List<Problem.FieldError> errors = new ArrayList<>();
        JsonObject read = null;
        try {
            read = check.read(Buffer.buffer(body), errors);
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(400);
            errors.addAll(e.problem().errors());
            assertThat(errors).isNotEmpty();
        }
        assertThat(errors).hasSizeLessThanOrEqualTo(50);
        for (Problem.FieldError error : errors) {
            assertThat(error.field()).matches("(/.*)?(?s:.*)").hasSizeLessThanOrEqualTo(2000);
            assertThat(error.reason()).isNotBlank().hasSizeLessThanOrEqualTo(200);
        }
        if (read != null && errors.isEmpty()) {
            assertThat(check.read(Buffer.buffer(read.encode()), errors)).isEqualTo(read);
            assertThat(errors).isEmpty();
        }
    }
}
