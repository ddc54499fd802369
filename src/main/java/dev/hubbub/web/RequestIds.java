package dev.hubbub.web;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A name for each request, told to the caller and written beside whatever the log says of it. */
final class RequestIds {
    private static final String KEY = "hubbub.request";

    private RequestIds() {}

    static void assign(RoutingContext context) {
        String id = fresh();
        context.put(KEY, id);
        context.response().putHeader("X-Request-Id", id);
    }

    static String fresh() {
        // a name to find a request by, not a secret
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    static String of(RoutingContext context) {
        String id = context.get(KEY);
        return id != null ? id : fresh();
    }
}
