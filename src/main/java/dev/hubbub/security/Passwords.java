package dev.hubbub.security;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.hubbub.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hashes and checks passwords by Argon2id with the parameters OWASP names (19 MiB, 2 passes, 1 lane). Each check costs
 * tens of milliseconds and those 19 MiB, so only a few run at a time. Never call it on an event loop.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final Argon2Function ARGON2 =
            Argon2Function.getInstance(MEMORY_KIB, 2, 1, 32, Argon2.ID, Argon2Function.ARGON2_VERSION_13);
    private static final int SALT_BYTES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final byte[] NOBODYS_SALT = new byte[SALT_BYTES];

    private final SecureRandom random = new SecureRandom();
    private final Semaphore places;

    /** @param atOnce how many may be computed at the same time */
    public Passwords(int atOnce) {
        places = new Semaphore(atOnce);
    }

    /**
     * The hash to keep, in PHC form.
     *
     * @throws TooBusyException if too many others are being computed
     */
    public String hash(Secret password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inTurn(() -> ARGON2.hash(bytes(password), salt).getResult());
    }

    /**
     * Whether the password is the one of this hash.
     *
     * @throws TooBusyException if too many others are being computed
     */
    public boolean matches(Secret password, String hash) {
        return inTurn(() -> Argon2Function.getInstanceFromHash(hash).check(bytes(password), ascii(hash)));
    }

    /** Takes as long as {@link #matches} and matches nothing, so that it does not show that there is no such user. */
    public void matchesNobody(Secret password) {
        inTurn(() -> ARGON2.hash(bytes(password), NOBODYS_SALT).getResult());
    }

    private static byte[] bytes(Secret password) {
        return password.reveal().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String hash) {
        return hash.getBytes(StandardCharsets.US_ASCII);
    }

    private <T> T inTurn(java.util.function.Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooBusyException("too many passwords are being checked", Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooBusyException("the hub is stopping", Duration.ofSeconds(5));
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
