package dev.hubbub.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that all of it is told at once (the first twenty, if there is more). */
public final class Problems {
    private static final int MOST = 20;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    /** Something is wrong with the value at that place. */
    public void add(Yaml.Place place, String reason) {
        add(new Problem(file, place.line(), place.column(), place.path(), reason));
    }

    /** Something is wrong with the file as a whole. */
    public void add(String reason) {
        add(new Problem(file, null, null, "", reason));
    }

    private void add(Problem problem) {
        if (found.size() < MOST) {
            found.add(problem);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** What was found, in the order of finding. */
    public List<Problem> list() {
        return List.copyOf(found);
    }
}
