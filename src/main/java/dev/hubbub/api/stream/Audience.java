package dev.hubbub.api.stream;

import dev.hubbub.message.TraceEvent;
import dev.hubbub.security.Caller;
import dev.hubbub.security.Permissions;
import dev.hubbub.security.Role;

/** All readers of one caller with one filter: they are told the same, so it is put together once. */
record Audience(Caller caller, Filter filter) {

    /** Whether these readers may and want to hear of it. What belongs to no channel is for operators. */
    boolean hears(TraceEvent event, Permissions permissions) {
        if (!filter.wants(event)) {
            return false;
        }
        return event.channel() == null ? seesAll() : permissions.mayRead(caller, event.channel());
    }

    /** Whether they are told of other channels, too. */
    boolean seesAll() {
        return caller.has(Role.OPERATOR);
    }
}
