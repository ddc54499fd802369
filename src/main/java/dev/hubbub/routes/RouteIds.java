package dev.hubbub.routes;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which file has which route ids: the first to ask keeps one until it gives it up. */
final class RouteIds {

    /** An id that another file has. */
    record Taken(String id, String owner) {}

    private final Map<String, String> owners = new HashMap<>();

    /** Takes all the ids for a file, or none and says which one another has. */
    synchronized Optional<Taken> claim(String file, Collection<String> ids) {
        for (String id : ids) {
            String owner = owners.get(id);
            if (owner != null && !owner.equals(file)) {
                return Optional.of(new Taken(id, owner));
            }
        }
        ids.forEach(id -> owners.put(id, file));
        return Optional.empty();
    }

    /** Gives up all ids of a file but these; answers whether there were any to give up. */
    synchronized boolean keepOnly(String file, Set<String> ids) {
        Set<String> kept = new HashSet<>(ids);
        return owners.entrySet().removeIf(entry -> entry.getValue().equals(file) && !kept.contains(entry.getKey()));
    }
}
