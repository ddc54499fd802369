package dev.hubbub.api.stream;

import dev.hubbub.security.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a caller is still in, long after its request came. */
@FunctionalInterface
public interface Standing {
    /**
     * Notes how the request proved who it is from; called on the event loop.
     *
     * @return who that is by now; empty once the token or the session has ended. May wait for the database. Equal for
     *     requests that showed the same, so that one look is enough for all of them
     */
    Supplier<Optional<Caller>> of(RoutingContext request);
}
