package dev.hubbub.message;

import java.util.UUID;

/** Makes ids in the JVM. */
@FunctionalInterface
public interface Ids {
    /** A new UUIDv7 (RFC 9562), greater than every one this maker gave before. */
    UUID next();
}
