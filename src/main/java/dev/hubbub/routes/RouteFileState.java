package dev.hubbub.routes;

import java.util.Locale;

/** How a route file is. */
public enum RouteFileState {
    /** It was found and is on its way up. */
    STARTING,
    /** Its routes are up. */
    RUNNING,
    /** It is sound, and somebody stopped its routes for a while. */
    PAUSED,
    /** It cannot run; an earlier version of it may still be up. */
    FAILED,
    /** It was deleted and its routes were stopped. */
    REMOVED;

    /** As it is written in JSON and on the page: {@code running}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
