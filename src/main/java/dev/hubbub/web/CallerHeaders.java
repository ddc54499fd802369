package dev.hubbub.web;

import dev.hubbub.security.Caller;
import dev.hubbub.security.Role;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;

/**
 * Tells integrators' routes who calls: {@code X-Hubbub-Caller} ({@code user:ana}) and {@code X-Hubbub-Roles}. What a caller
 * sends under these names itself is taken away, and so are its credentials, which are no route's business.
 */
final class CallerHeaders {
    private static final String CALLER = "X-Hubbub-Caller";
    private static final String ROLES = "X-Hubbub-Roles";

    private CallerHeaders() {}

    static void tell(RoutingContext context) {
        MultiMap headers = context.request().headers();
        headers.remove(CALLER).remove(ROLES);
        Caller caller = Authentication.caller(context);
        if (caller != null) {
            headers.remove("Authorization").remove("Cookie");
            headers.set(CALLER, caller.principal());
            headers.set(ROLES, caller.roles().stream().sorted().map(Role::word).collect(Collectors.joining(",")));
        }
        context.next();
    }
}
