package dev.hubbub.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to ask for one operation: for something that is the caller's to use, for something of the same kind that only
 * others may see, and for something that is not there.
 *
 * @param operation its id in the contract
 * @param own asks for what the caller may use, once its role suffices; makes anew what the asking uses up
 * @param foreign asks for what only operators may see; null where there is nothing of the kind
 * @param absent asks for what is not there; null where there is nothing to name
 * @param absentStatus how that is answered, and the foreign to a member as well
 */
record Recipe(
        String operation,
        Function<Seat, Wish> own,
        @Nullable Wish foreign,
        @Nullable Wish absent,
        int absentStatus) {

    /** A request without its method, which the contract knows. */
    record Wish(String path, @Nullable String body, String... headers) {
        static Wish of(String path) {
            return new Wish(path, null);
        }
    }

    /** For what nobody owns. */
    static Recipe of(String operation, String path) {
        return new Recipe(operation, seat -> Wish.of(path), null, null, 404);
    }

    static Recipe of(String operation, Function<Seat, Wish> own) {
        return new Recipe(operation, own, null, null, 404);
    }

    static Recipe of(String operation, String own, String absent) {
        return of(operation, seat -> Wish.of(own)).orAbsent(Wish.of(absent));
    }

    Recipe orForeign(Wish wish) {
        return new Recipe(operation, own, wish, absent, absentStatus);
    }

    Recipe orAbsent(Wish wish) {
        return new Recipe(operation, own, foreign, wish, absentStatus);
    }

    Recipe answered(int status) {
        return new Recipe(operation, own, foreign, absent, status);
    }
}
