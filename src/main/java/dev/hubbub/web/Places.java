package dev.hubbub.web;

import java.util.List;
import java.util.Set;

/**
 * Addresses of the page's own places, as its router ({@code ui/app/router.js}) knows them: whoever asks for one gets the
 * page, which then shows the place.
 */
final class Places {
    private static final Set<String> PLACES = Set.of(
            "/",
            "/star",
            "/sandbox",
            "/search",
            "/stories",
            "/rules",
            "/files",
            "/dead",
            "/jobs",
            "/people",
            "/audit",
            "/account");
    private static final List<String> BELOW = List.of("/channels/", "/star/", "/messages/", "/rules/");

    private Places() {}

    static boolean isOne(String path) {
        return PLACES.contains(path) || BELOW.stream().anyMatch(path::startsWith);
    }
}
