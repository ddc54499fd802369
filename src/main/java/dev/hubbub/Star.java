package dev.hubbub;

import dev.hubbub.component.HubComponent;
import dev.hubbub.component.HubPorts;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.jobs.Jobs;
import dev.hubbub.routes.RouteContexts;
import dev.hubbub.routes.RouteFile;
import dev.hubbub.routes.RouteFolder;
import dev.hubbub.store.JpaEndpoints;
import java.util.Map;
import java.util.function.Consumer;

/** The points of the star: the folder of route files, and what each file finds around it. */
final class Star implements AutoCloseable {
    final RouteFolder folder;

    /**
     * @param beans what route files may name, beside what is bound here
     * @param listener is told of each change of a file's state
     */
    Star(
            Settings settings,
            Storage storage,
            HubPorts ports,
            Jobs jobs,
            Map<String, Object> beans,
            Consumer<RouteFile> listener) {
        JpaEndpoints jpa = new JpaEndpoints(storage.database);
        RouteContexts contexts = new RouteContexts(settings, settings.duration(Key.ROUTES_STOP_TIMEOUT))
                .component("hub", () -> new HubComponent(ports))
                .component("quartz", jobs::component)
                .bean("dataSource", storage.database.dataSource())
                .bean("entityManagerFactory", jpa.entityManagerFactory())
                .bean("transactionManager", jpa.transactionManager());
        beans.forEach(contexts::bean);
        this.folder = new RouteFolder(
                settings.path(Key.ROUTES), contexts, settings.duration(Key.ROUTES_START_TIMEOUT), listener);
    }

    @Override
    public void close() {
        folder.close();
    }
}
