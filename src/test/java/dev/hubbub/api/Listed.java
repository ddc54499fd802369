package dev.hubbub.api;

import dev.hubbub.security.Role;
import dev.hubbub.web.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation as the contract lists it.
 *
 * @param path as it is written there, {@code /rules/{id}}; what is outside of the API begins with {@code !}
 * @param role the least role it takes; empty for those outside, which see to that themselves
 */
record Listed(String id, String method, String path, Optional<Role> role) {

    /** All operations of the contract. */
    static List<Listed> all() {
        List<Listed> all = new ArrayList<>();
        map(Contract.read().tree().getOrDefault("paths", Map.of()))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    if (operation instanceof Map<?, ?> it && it.get("operationId") instanceof String id) {
                        boolean outside = Boolean.TRUE.equals(it.get("x-outside"));
                        Optional<Role> role =
                                outside ? Optional.empty() : Optional.of(Role.parse("" + it.get("x-role")));
                        all.add(new Listed(
                                id, method.toUpperCase(java.util.Locale.ROOT), (outside ? "!" : "") + path, role));
                    }
                }));
        return all;
    }

    /** The path with every parameter filled in with this. */
    String filled(String value) {
        return path.replaceAll("\\{[^}]*}", value);
    }

    @SuppressWarnings("unchecked") // a contract is maps all the way down
    private static Map<String, Object> map(Object tree) {
        return (Map<String, Object>) tree;
    }
}
