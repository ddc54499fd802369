/**
 * The watched folder of route files: each {@code routes/*.yaml} lives in a Camel context of its own, so that a broken,
 * blocking or deleted file cannot touch another. {@link dev.hubbub.routes.RouteFolder} watches and lists them,
 * {@link dev.hubbub.routes.FileRunner} leads one file through its states, {@link dev.hubbub.routes.RouteText} is what
 * stands in a file, {@link dev.hubbub.routes.LiveFile} is a file that runs, {@link dev.hubbub.routes.RouteContexts}
 * says what a file finds around it, {@link dev.hubbub.routes.Reasons} turns Camel's exceptions into one sentence and a
 * line. The files meet each other only in {@code hub:}.
 */
@NullMarked
package dev.hubbub.routes;

import org.jspecify.annotations.NullMarked;
