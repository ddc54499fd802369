package dev.hubbub.bench;

import java.util.List;

/** One thing that is measured. */
interface Scenario {
    /** How it is called on the command line. */
    String name();

    /** What it does, in a line. */
    String about();

    /** Measures; each result is one line of the table. */
    List<Result> run(Ground ground) throws Exception;
}
