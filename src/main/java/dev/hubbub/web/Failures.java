package dev.hubbub.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.intake.LogUnavailableException;
import dev.hubbub.security.TooBusyException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Answers everything that went wrong as problem+json, whoever noticed it: an operation, the contract, Vert.x itself. */
final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);
    /** Marks what was thrown while somebody's words were in hand: the log shows its kind, not its words. */
    private static final Marker QUOTING = MarkerFactory.getMarker("QUOTING");

    /** A connection closed at once, with bytes in it that nobody read, would take the answer with it. */
    private static final long TIME_TO_HEAR_MILLIS = 1000;

    private Failures() {}

    /** Answers a failed request. */
    static void answer(RoutingContext context) {
        Throwable failure = context.failure();
        Problem problem = problem(failure, context.statusCode());
        if (problem.status() >= 500 && !(failure instanceof ProblemException)) {
            log.warn(
                    QUOTING,
                    "Request {} ({} {}) failed",
                    RequestIds.of(context),
                    context.request().method(),
                    context.normalizedPath(),
                    failure);
        }
        write(context, problem);
    }

    /** Writes a problem as the answer. */
    static void write(RoutingContext context, Problem problem) {
        write(context.request(), RequestIds.of(context), problem);
    }

    /** Answers what is not even HTTP enough to be routed. */
    static void answerInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        String text = cause == null ? "" : String.valueOf(cause.getMessage());
        int status = 400;
        if (text.startsWith("An HTTP line is larger than")) {
            status = 414;
        } else if (text.startsWith("HTTP header is larger than")) {
            status = 431;
        }
        request.response().putHeader("Connection", "close");
        write(request, RequestIds.fresh(), Problem.of(status, "This is not HTTP as the hub understands it."));
        request.connection().close();
    }

    private static void write(HttpServerRequest request, String id, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        if (LostPage.suits(request, problem.status())) {
            LostPage.write(response);
            return;
        }
        response.setStatusCode(problem.status());
        problem.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", "application/problem+json");
        response.putHeader("Cache-Control", "no-store");
        if (problem.status() == 401 && !response.headers().contains("WWW-Authenticate")) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"hubbub\"");
        }
        if (request.isEnded()) {
            response.end(body(problem, id));
        } else {
            hangUp(request, response, body(problem, id));
        }
    }

    /** What has not come of the request is not wanted any more: the answer is the last of this connection. */
    private static void hangUp(HttpServerRequest request, HttpServerResponse response, Buffer last) {
        request.pause();
        response.putHeader("Connection", "close");
        io.vertx.core.Context loop = io.vertx.core.Vertx.currentContext();
        response.end(last)
                .onComplete(said -> loop.owner().setTimer(TIME_TO_HEAR_MILLIS, over -> Cut.off(request.connection())));
    }

    private static Buffer body(Problem problem, String id) {
        ObjectNode json = Json.MAPPER.valueToTree(problem);
        json.put("instance", "urn:uuid:" + id);
        try {
            return Buffer.buffer(Json.MAPPER.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always JSON", e);
        }
    }

    private static Problem problem(@Nullable Throwable failure, int status) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        if (failure instanceof TooBusyException busy) {
            return Problem.of(429, String.valueOf(busy.getMessage())).retryAfter(busy.retryAfter());
        }
        if (failure instanceof LogUnavailableException) {
            return Problem.busy("The hub's database does not answer just now.", Duration.ofSeconds(2));
        }
        int code = failure instanceof HttpException http ? http.getStatusCode() : status;
        return switch (code) {
            case 400 -> Problem.of(400, "The request is malformed.");
            case 404 -> Problem.notFound();
            case 405 -> Problem.of(405, "This is there, but not by that method.");
            case 413 -> Problem.of(413, "The body is larger than the hub takes.");
            case 415 -> Problem.of(415, "This takes no body of that type.");
            default ->
                code >= 400 && code < 500
                        ? Problem.of(code, Titles.of(code) + ".")
                        : Problem.of(
                                code >= 500 ? code : 500,
                                "Something went wrong in the hub; its log has it under this instance.");
        };
    }
}
