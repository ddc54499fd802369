package dev.hubbub.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** What the sandbox's X answers. */
record XAnswer(int status, JsonNode body, Map<String, String> headers) {
    XAnswer {
        headers = Map.copyOf(headers);
    }

    static XAnswer of(int status, JsonNode body) {
        return new XAnswer(status, body, Map.of());
    }

    static XAnswer problem(int status, String title, String detail) {
        return of(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("title", title)
                        .put("detail", detail)
                        .put("type", "about:blank")
                        .put("status", status));
    }

    XAnswer with(Map<String, String> more) {
        return new XAnswer(status, body, more);
    }

    /** It does not do what it was asked. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient XAnswer answer;

        Refused(int status, String title, String detail) {
            this(problem(status, title, detail));
        }

        Refused(XAnswer answer) {
            super(answer.body().path("detail").asText());
            this.answer = answer;
        }

        XAnswer answer() {
            return answer;
        }
    }
}
