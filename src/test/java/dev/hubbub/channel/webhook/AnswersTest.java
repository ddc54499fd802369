package dev.hubbub.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hubbub.component.Headers;
import dev.hubbub.intake.IntakeException;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswersTest {
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    private static Exchange exchange() {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody("what was said");
        exchange.getMessage().setHeader(Headers.SENDER, "mailto:ana@x.org");
        return exchange;
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new RefusedException(401, "wrong"), 401, "wrong", ""),
                Arguments.of(new RefusedException(415, "no JSON"), 415, "no JSON", ""),
                Arguments.of(new IntakeException.Refused("text", "is too long"), 422, "is too long", "text"),
                Arguments.of(new IllegalArgumentException("a bad time"), 422, "a bad time", ""),
                Arguments.of(new IntakeException.Overloaded(), 503, "Try again in a moment.", ""),
                Arguments.of(new IllegalStateException("secret inside"), 500, "The hub's log has more.", ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whoeverCalledIsToldWhyAndNothingOfWhatWasSaid(Exception failure, int status, String detail, String field)
            throws Exception {
        Exchange exchange = exchange();
        Answers.refused(exchange, failure, "main");
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(exchange.getMessage().getHeader("Retry-After") != null).isEqualTo(status == 503);
        assertThat(exchange.getMessage().getHeader(Headers.SENDER)).isNull();
        JsonNode problem = new ObjectMapper().readTree(exchange.getMessage().getBody(String.class));
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).isEqualTo(detail);
        assertThat(problem.path("errors").path(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void whatCameOfNothingHasNoBody() {
        Exchange exchange = exchange();
        Answers.taken(exchange);
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(204);
        assertThat(exchange.getMessage().getBody()).isNull();
    }
}
