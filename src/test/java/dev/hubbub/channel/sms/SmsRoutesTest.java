package dev.hubbub.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.component.HubComponent;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.routes.RouteContexts;
import dev.hubbub.routes.RouteFile;
import dev.hubbub.routes.RouteFileState;
import dev.hubbub.routes.RouteFolder;
import dev.hubbub.store.StoredSent;
import dev.hubbub.store.StoredSpending;
import dev.hubbub.store.StoredTexts;
import dev.hubbub.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route file as it is shipped. */
class SmsRoutesTest {
    @Test
    void isOffUntilAnSmscIsConfigured(@TempDir Path folder) throws Exception {
        Files.copy(Path.of("routes/sms.camel.yaml"), folder.resolve("sms.camel.yaml"));
        Settings settings = Settings.defaults().with(Key.ROUTES, folder.toString());
        try (TestDatabase database = TestDatabase.create()) {
            Texting texting = Texting.of(
                    settings,
                    new StoredTexts(database.database(), UUID::randomUUID, Clock.systemUTC()),
                    new StoredSent(database.database(), Clock.systemUTC()),
                    new StoredSpending(database.database()),
                    Clock.systemUTC());
            RouteContexts contexts = new RouteContexts(settings, Duration.ofSeconds(1))
                    .component("hub", HubComponent::new)
                    .component("smpp", () -> new SmsComponent(texting))
                    .bean("sms", texting);
            try (RouteFolder routes = new RouteFolder(folder, contexts, Duration.ofSeconds(20), changed -> {})) {
                routes.start();
                assertThat(routes.awaitSettled(Duration.ofSeconds(30))).isTrue();
                RouteFile file = routes.files().iterator().next();
                assertThat(file.state()).as("%s", file).isEqualTo(RouteFileState.RUNNING);
                assertThat(file.routes())
                        .hasSize(5)
                        .allMatch(route -> route.in().isEmpty() && route.out().isEmpty());
            }
        }
    }
}
