package dev.hubbub.cli;

import picocli.CommandLine;

/** What the commands end with. */
final class ExitCodes {
    /** Done. */
    static final int OK = CommandLine.ExitCode.OK;

    /** The hub refused, or it went wrong. */
    static final int FAILED = 1;

    /** The command line is not understood. */
    static final int USAGE = CommandLine.ExitCode.USAGE;

    /** No hub answers there. */
    static final int UNREACHABLE = 3;

    /** The hub does not let this caller do it. */
    static final int NOT_PERMITTED = 4;

    private ExitCodes() {}
}
