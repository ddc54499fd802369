package dev.hubbub.security;

import java.time.Instant;

/**
 * One log-in of a user in a browser.
 *
 * @param digest SHA-256 of the random id that the browser holds, in hex; the id itself is kept nowhere
 * @param user whose it is
 * @param createdAt when they logged in
 * @param seenAt when it was last used, to within a minute
 */
public record Session(String digest, String user, Instant createdAt, Instant seenAt) {}
