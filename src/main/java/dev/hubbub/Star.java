package dev.hubbub;

import dev.hubbub.channel.Outside;
import dev.hubbub.channel.mail.MailListener;
import dev.hubbub.channel.sip.Sip;
import dev.hubbub.channel.sip.SipComponent;
import dev.hubbub.channel.sms.SmsComponent;
import dev.hubbub.channel.sms.Texting;
import dev.hubbub.channel.webhook.Webhooks;
import dev.hubbub.channel.x.X;
import dev.hubbub.channel.x.XComponent;
import dev.hubbub.channel.xmpp.FileXmppMemory;
import dev.hubbub.channel.xmpp.WebFiles;
import dev.hubbub.channel.xmpp.XmppConnections;
import dev.hubbub.component.Attempt;
import dev.hubbub.component.Batches;
import dev.hubbub.component.FileSteps;
import dev.hubbub.component.HubComponent;
import dev.hubbub.component.HubPorts;
import dev.hubbub.component.Texts;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.jobs.Jobs;
import dev.hubbub.message.Ids;
import dev.hubbub.routes.RouteContexts;
import dev.hubbub.routes.RouteFile;
import dev.hubbub.routes.RouteFolder;
import dev.hubbub.store.JpaEndpoints;
import dev.hubbub.store.StoredBoxes;
import dev.hubbub.store.StoredChannels;
import dev.hubbub.store.StoredHubId;
import dev.hubbub.store.StoredSent;
import dev.hubbub.store.StoredSpending;
import dev.hubbub.store.StoredTexts;
import dev.hubbub.store.StoredXMemory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** The points of the star: the folder of route files, and what each file finds around it. */
final class Star implements AutoCloseable {
    final RouteContexts contexts;
    final RouteFolder folder;
    final XmppConnections xmpp;
    final MailListener mail;
    final Outside outside;
    private final StoredSpending spending;
    private volatile boolean opened;

    /**
     * @param beans what route files may name, beside what is bound here
     * @param listener is told of each change of a file's state
     */
    Star(
            Settings settings,
            Storage storage,
            HubPorts ports,
            Ids ids,
            Jobs jobs,
            Map<String, Object> beans,
            Consumer<RouteFile> listener) {
        this.mail = MailListener.of(settings);
        this.spending = new StoredSpending(storage.database);
        Texting texting = Texting.of(
                settings,
                new StoredTexts(storage.database, ids, Clock.systemUTC()),
                new StoredSent(storage.database, Clock.systemUTC()),
                spending,
                Clock.systemUTC());
        this.outside = Outside.of(settings);
        this.xmpp = new XmppConnections(
                new FileXmppMemory(settings.path(Key.DATA).resolve("xmpp")), WebFiles.of(settings, outside));
        StoredChannels channels = new StoredChannels(storage.database, storage.events, Clock.systemUTC());
        Webhooks webhooks = Webhooks.of(
                settings,
                outside,
                StoredHubId.of(storage.database),
                (channel, by) -> channels.setPaused(channel, true, by),
                Clock.systemUTC());
        X x = X.of(settings, new StoredXMemory(storage.database, Clock.systemUTC()), Clock.systemUTC());
        Sip sip = Sip.of(settings, Clock.systemUTC());
        JpaEndpoints jpa = new JpaEndpoints(storage.database);
        this.contexts = new RouteContexts(settings, settings.duration(Key.ROUTES_STOP_TIMEOUT))
                .component("hub", () -> new HubComponent(ports))
                .component("quartz", jobs::component)
                .component("smpp", () -> new SmsComponent(texting))
                .component("x", () -> new XComponent(x))
                .component("sip", () -> new SipComponent(sip))
                .bean("sms", texting)
                .bean("webhooks", webhooks)
                .bean("attempt", new Attempt())
                .bean("texts", new Texts())
                .bean("files", new FileSteps(settings.integer(Key.INTAKE_MAX_FILE)))
                .bean("batch", new Batches())
                .bean("xmppConnections", xmpp)
                .bean("mailListener", mail)
                .bean("mailboxes", new StoredBoxes(storage.database, storage.node.id()))
                .bean("dataSource", storage.database.dataSource())
                .bean("entityManagerFactory", jpa.entityManagerFactory())
                .bean("transactionManager", jpa.transactionManager());
        beans.forEach(contexts::bean);
        this.folder = new RouteFolder(
                settings.path(Key.ROUTES), contexts, settings.duration(Key.ROUTES_START_TIMEOUT), listener);
    }

    /** Begins with the files that are there; each comes up by itself. */
    void open() {
        folder.start();
        opened = true;
    }

    /** Whether every file that was there at the start is up, or has failed. */
    boolean settled() {
        try {
            return opened && folder.awaitSettled(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
        spending.close();
        xmpp.close();
        mail.close();
        outside.close();
    }
}
