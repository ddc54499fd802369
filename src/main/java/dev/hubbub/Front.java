package dev.hubbub;

import com.nimbusds.jose.JWSAlgorithm;
import dev.hubbub.api.AuditOperations;
import dev.hubbub.api.IdentityOperations;
import dev.hubbub.config.ChannelSettings;
import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Ids;
import dev.hubbub.security.Authenticator;
import dev.hubbub.security.ChannelGrants;
import dev.hubbub.security.Clients;
import dev.hubbub.security.FirstStart;
import dev.hubbub.security.Issuer;
import dev.hubbub.security.IssuerKeys;
import dev.hubbub.security.LogIns;
import dev.hubbub.security.LoginThrottle;
import dev.hubbub.security.Passwords;
import dev.hubbub.security.Permissions;
import dev.hubbub.security.Sessions;
import dev.hubbub.security.TokenVerifier;
import dev.hubbub.security.Users;
import dev.hubbub.security.audit.AuditLog;
import dev.hubbub.security.audit.KeysInUse;
import dev.hubbub.store.StoredAudit;
import dev.hubbub.store.StoredClients;
import dev.hubbub.store.StoredSessions;
import dev.hubbub.store.StoredUsers;
import dev.hubbub.web.EdgeHeaders;
import dev.hubbub.web.HealthCheck;
import dev.hubbub.web.Identity;
import dev.hubbub.web.Operations;
import dev.hubbub.web.WebConfig;
import dev.hubbub.web.WebGround;
import dev.hubbub.web.WebServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.Component;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** The one port: who may come in, and the server that lets them. */
final class Front implements AutoCloseable {
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final int PASSWORDS_AT_ONCE = 2;

    final Permissions permissions;
    final Identity identity;
    private final AtomicReference<@Nullable WebServer> server = new AtomicReference<>();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Path data;

    Front(Settings settings, Storage storage, ChannelSettings channels, Ids ids) throws IOException {
        Clock clock = Clock.systemUTC();
        this.data = storage.folder.path();
        this.permissions = new Permissions(grants(channels));
        Sessions sessions = new Sessions(
                new StoredSessions(storage.database),
                settings.duration(Key.SESSION_IDLE),
                settings.duration(Key.SESSION_LIFE),
                clock);
        Clients clients = new Clients(new StoredClients(storage.database), clock);
        LoginThrottle throttle = new LoginThrottle(limits(settings), clock);
        Users users = new Users(
                new StoredUsers(storage.database), new Passwords(PASSWORDS_AT_ONCE), sessions, throttle, clock);
        IssuerKeys keys = IssuerKeys.load(data.resolve("issuer-key.json"));
        TokenVerifier verifier =
                new TokenVerifier(this::url, () -> Issuer.AUDIENCE, JWSAlgorithm.ES256, keys, LEEWAY, clock);
        Issuer issuer = new Issuer(this::url, keys, settings.duration(Key.TOKEN_LIFE), clock);
        AuditLog audit = new StoredAudit(storage.database, ids);
        LogIns.Limits rates = new LogIns.Limits(settings.integer(Key.LOGIN_RATE), settings.integer(Key.TOKEN_RATE));
        this.identity = new Identity(
                new Authenticator(verifier, clients, sessions),
                users,
                clients,
                issuer,
                new LogIns(users, clients, sessions, issuer, throttle, rates, audit, clock),
                audit,
                clock);
        KeysInUse.note(audit, "issuer", keys.signingId());
    }

    private static LoginThrottle.Limits limits(Settings settings) {
        return new LoginThrottle.Limits(
                settings.integer(Key.LOGIN_TRIES, 1, Integer.MAX_VALUE),
                settings.integer(Key.LOGIN_TRIES_PER_ADDRESS, 1, Integer.MAX_VALUE),
                settings.duration(Key.LOGIN_LONGEST_WAIT));
    }

    private static ChannelGrants grants(ChannelSettings channels) {
        return new ChannelGrants() {
            @Override
            public Set<String> readers(ChannelId channel) {
                return channels.readers(channel);
            }

            @Override
            public Set<String> writers(ChannelId channel) {
                return channels.writers(channel);
            }
        };
    }

    /**
     * Listens.
     *
     * @param served fills in all operations but those of identity, which are served here
     */
    void open(
            Settings settings,
            WebGround ground,
            Consumer<Operations> served,
            List<HealthCheck> checks,
            PrometheusMeterRegistry meters)
            throws Exception {
        Operations operations = new Operations();
        served.accept(operations);
        new IdentityOperations(identity.users(), identity.clients()).register(operations);
        new AuditOperations(identity.audit()).register(operations);
        WebServer made = new WebServer(WebConfig.of(settings), ground, identity, operations, checks, meters);
        server.set(made);
        camel.getCamelContextExtension().setName("hubbub");
        camel.addService(made);
        camel.start();
    }

    /** How people reach the hub. */
    String url() {
        return server().url();
    }

    int port() {
        return server().getPort();
    }

    private WebServer server() {
        WebServer made = server.get();
        if (made == null) {
            throw new IllegalStateException("the HTTP server does not listen yet");
        }
        return made;
    }

    /** Lets {@code platform-http:} routes of every file be served here. */
    void offer(Star star, Settings settings) {
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(
                camel, VertxPlatformHttpRouter.getRouterNameFromPort(settings.integer(Key.HTTP_PORT)));
        star.contexts.component("platform-http", Front::platformHttp);
        star.contexts.bean("webServer", server());
        star.contexts.bean(VertxPlatformHttpRouter.getRouterNameFromPort(port()), router);
    }

    static Component platformHttp() {
        PlatformHttpComponent component = new PlatformHttpComponent();
        component.setHeaderFilterStrategy(new EdgeHeaders());
        return component;
    }

    /**
     * Sees to it that somebody can get in: the admin, and the command line on this machine.
     *
     * @return the admin's password, if this is the first start
     */
    Optional<Secret> firstStart() throws IOException {
        FirstStart first = new FirstStart(identity.users(), identity.clients(), identity.audit());
        first.localClient(data.resolve("cli.json"), server().localUrl());
        return first.firstAdmin();
    }

    @Override
    public void close() throws IOException {
        camel.close();
    }
}
