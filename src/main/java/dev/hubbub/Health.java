package dev.hubbub;

import dev.hubbub.web.HealthCheck;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What has to work for the hub to be ready. */
final class Health {
    private Health() {}

    static List<HealthCheck> checks(Storage storage, Star star) {
        return List.of(check("database", storage.database::isUp), check("channels", star::settled));
    }

    private static HealthCheck check(String name, BooleanSupplier up) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isUp() {
                return up.getAsBoolean();
            }
        };
    }
}
