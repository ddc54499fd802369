package dev.hubbub.channel.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.component.Headers;
import dev.hubbub.intake.IntakeException;
import dev.hubbub.intake.LogUnavailableException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What whoever called is told: 200 with the message's id, 204 if nothing came of it, else a problem (RFC 9457). */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            404, "Not Found",
            415, "Unsupported Media Type",
            422, "Unprocessable Content",
            500, "Internal Server Error",
            503, "Service Unavailable");

    private Answers() {}

    static void taken(Exchange exchange) {
        Message out = exchange.getMessage();
        String id = out.getHeader(Headers.MESSAGE_ID, String.class);
        out.removeHeaders("*");
        if (id == null) {
            out.setBody(null);
            out.setHeader(Exchange.HTTP_RESPONSE_CODE, 204);
        } else {
            out.setBody(JSON.createObjectNode().put("messageId", id).toString());
            out.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
    }

    static void refused(Exchange exchange, @Nullable Exception failure, String name) {
        Message out = exchange.getMessage();
        out.removeHeaders("*");
        if (failure instanceof RefusedException refused) {
            problem(out, refused.status(), String.valueOf(refused.getMessage()), null);
        } else if (failure instanceof IntakeException.Refused refused) {
            problem(out, 422, String.valueOf(refused.getMessage()), refused.field());
        } else if (failure instanceof IllegalArgumentException wrong) {
            problem(out, 422, String.valueOf(wrong.getMessage()), null);
        } else if (failure instanceof IntakeException || failure instanceof LogUnavailableException) {
            out.setHeader("Retry-After", "5");
            problem(out, 503, "Try again in a moment.", null);
        } else {
            LOG.warn(
                    "a call of webhook {} failed: {}",
                    name,
                    failure == null ? "" : failure.getClass().getName());
            problem(out, 500, "The hub's log has more.", null);
        }
    }

    private static void problem(Message out, int status, String detail, @Nullable String field) {
        ObjectNode problem = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", TITLES.getOrDefault(status, ""))
                .put("status", status)
                .put("detail", detail);
        if (field != null) {
            problem.putArray("errors").addObject().put("field", field).put("reason", detail);
        }
        out.setBody(problem.toString());
        out.setHeader(Exchange.CONTENT_TYPE, "application/problem+json");
        out.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }
}
