package dev.hubbub.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation of the contract at work: who may, what fits, the answer. */
final class Endpoint {
    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final String id;
    private final Role role;
    private final RequestCheck check;
    private final Operation operation;
    private final Workers workers;
    private final Origins origins;
    private final MeterRegistry meters;
    private final Map<Integer, Timer> timers = new ConcurrentHashMap<>();

    Endpoint(
            String id,
            Role role,
            RequestCheck check,
            Operation operation,
            Workers workers,
            Origins origins,
            MeterRegistry meters) {
        this.id = id;
        this.role = role;
        this.check = check;
        this.operation = operation;
        this.workers = workers;
        this.origins = origins;
        this.meters = meters;
    }

    /**
     * Lets a caller in, before the body is read.
     *
     * @throws ProblemException if its role does not suffice
     */
    void admit(RoutingContext context) {
        measure(context);
        if (!caller(context).has(role)) {
            note(context);
            throw new ProblemException(Problem.forbidden("This takes the role " + role.word() + "."));
        }
    }

    /** Has it noted that somebody tried who must not, while they are answered. */
    private void note(RoutingContext context) {
        if (operation instanceof Audited audited) {
            Caller caller = caller(context);
            String address = origins.address(context.request());
            String path = context.request().path();
            workers.run(() -> {
                        audited.refused(caller, address, path);
                        return path;
                    })
                    .onFailure(e -> log.warn("A refusal cannot be noted: {}", e.toString()));
        }
    }

    void serve(RoutingContext context) {
        Caller caller = caller(context);
        RequestCheck.Checked checked = check.check(context);
        Call call = new Call(
                caller,
                source(context),
                checked.parameters(),
                checked.body(),
                context.body().buffer());
        if (operation instanceof Operation.Waiting waiting) {
            workers.run(() -> waiting.answer(call))
                    .onSuccess(answer -> write(context, answer))
                    .onFailure(context::fail);
        } else if (operation instanceof Operation.Prompt prompt) {
            when(context, prompt.answer(call));
        } else if (operation instanceof Operation.Open open) {
            open.serve(call, context);
        }
    }

    private Call.Source source(RoutingContext context) {
        return new Call.Source(
                RequestIds.of(context), origins.address(context.request()), Authentication.session(context));
    }

    private static Caller caller(RoutingContext context) {
        Caller caller = Authentication.caller(context);
        if (caller == null) {
            throw new ProblemException(Problem.of(401, "Credentials are missing."));
        }
        return caller;
    }

    /** Goes back to the request's own event loop, wherever the answer came from. */
    private static void when(RoutingContext context, CompletionStage<Answer> stage) {
        io.vertx.core.Context loop = context.vertx().getOrCreateContext();
        stage.whenComplete((answer, failure) -> loop.runOnContext(here -> {
            if (failure == null) {
                write(context, answer);
            } else {
                context.fail(cause(failure));
            }
        }));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private void measure(RoutingContext context) {
        long began = System.nanoTime();
        context.addEndHandler(done ->
                timer(context.response().getStatusCode()).record(System.nanoTime() - began, TimeUnit.NANOSECONDS));
    }

    private Timer timer(int status) {
        return timers.computeIfAbsent(
                status,
                unused -> Timer.builder("hubbub.http.requests")
                        .description("Answered API requests")
                        .tag("operation", id)
                        .tag("status", Integer.toString(status))
                        .publishPercentileHistogram(false)
                        .maximumExpectedValue(Duration.ofMinutes(1))
                        .register(meters));
    }

    private static void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Buffer body;
        try {
            body = body(answer.body());
        } catch (JsonProcessingException e) {
            context.fail(e);
            return;
        }
        response.setStatusCode(answer.status());
        response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (body != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        }
        answer.headers().forEach(response::putHeader);
        if (body == null) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private static @Nullable Buffer body(@Nullable Object body) throws JsonProcessingException {
        if (body == null) {
            return null;
        }
        return Buffer.buffer(body instanceof byte[] bytes ? bytes : Json.MAPPER.writeValueAsBytes(body));
    }
}
