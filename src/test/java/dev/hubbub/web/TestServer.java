package dev.hubbub.web;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.hubbub.api.IdentityOperations;
import dev.hubbub.config.Key;
import dev.hubbub.config.Secret;
import dev.hubbub.config.Settings;
import dev.hubbub.security.Authenticator;
import dev.hubbub.security.Clients;
import dev.hubbub.security.Issuer;
import dev.hubbub.security.IssuerKeys;
import dev.hubbub.security.LogIns;
import dev.hubbub.security.LoginThrottle;
import dev.hubbub.security.Passwords;
import dev.hubbub.security.Role;
import dev.hubbub.security.Sessions;
import dev.hubbub.security.Users;
import dev.hubbub.store.StoredAudit;
import dev.hubbub.store.StoredClients;
import dev.hubbub.store.StoredSessions;
import dev.hubbub.store.StoredUsers;
import dev.hubbub.store.TestDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A started server with everything but what the operations do: those of identity are the real ones, all others say what
 * they were asked ({@code echo}) and count it. An integrator's route is at {@code /hooks/test}, another, which is open, at
 * {@code /hooks/open}.
 */
final class TestServer implements AutoCloseable {
    static final Secret PASSWORD = new Secret("correct horse battery");

    final TestDatabase database = TestDatabase.create();
    private final WebGround ground = WebGround.make();
    final AtomicInteger served = new AtomicInteger();
    final Clients clients;
    final Users users;
    final Sessions sessions;
    final Issuer issuer;
    final StoredAudit audit;
    final IssuerKeys keys;
    private final WebServer server;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private volatile boolean up = true;

    TestServer() {
        this(Settings.defaults());
    }

    TestServer(Settings given) {
        this(given, LogIns.Limits.USUAL);
    }

    TestServer(Settings given, LogIns.Limits limits) {
        Clock clock = Clock.systemUTC();
        clients = new Clients(new StoredClients(database.database()), clock);
        sessions =
                new Sessions(new StoredSessions(database.database()), Duration.ofHours(1), Duration.ofDays(1), clock);
        LoginThrottle throttle = new LoginThrottle(LoginThrottle.Limits.USUAL, clock);
        audit = new StoredAudit(database.database(), UuidCreator::getTimeOrderedEpochPlus1);
        users = new Users(new StoredUsers(database.database()), new Passwords(2), sessions, throttle, clock);
        try {
            Path folder = Files.createTempDirectory("hubbub-test-keys");
            keys = IssuerKeys.load(folder.resolve("issuer-key.json"));
            issuer = new Issuer(this::url, keys, Duration.ofMinutes(15), clock);
            Authenticator authenticator = new Authenticator(issuer.verifier(), clients, sessions);
            server = new WebServer(
                    WebConfig.of(given.with(Key.HTTP_PORT, "0")
                            .with(Key.HTTP_OPEN, "/hooks/open,/hooks/below/*,/api/v1/me")),
                    ground,
                    new Identity(
                            authenticator,
                            users,
                            clients,
                            issuer,
                            new LogIns(users, clients, sessions, issuer, throttle, limits, audit, clock),
                            audit,
                            clock),
                    operations(),
                    List.of(check()),
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
            context.addService(server);
            context.addRoutes(routes());
            context.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the server does not start", e);
        }
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/hooks/test").setBody(simple("route says ${header.X-Hubbub-Caller}"));
                from("platform-http:/hooks/open").setBody(simple("open says ${header.X-Hubbub-Caller}"));
                from("platform-http:/api/v1/mine").setBody(constant("an intruder"));
            }
        };
    }

    private HealthCheck check() {
        return new HealthCheck() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public boolean isUp() {
                return up;
            }
        };
    }

    private Operations operations() {
        Operations operations = new Operations();
        new IdentityOperations(users, clients).register(operations);
        Set<String> served = operations.ids();
        Contract.read().roles().keySet().stream()
                .filter(id -> !served.contains(id))
                .forEach(id -> operations.waiting(id, call -> echo(id, call)));
        return operations;
    }

    private Answer echo(String id, Call call) {
        served.incrementAndGet();
        if (id.equals("getStory")) {
            throw new IllegalStateException("a failure nobody planned");
        }
        Map<String, Object> said = new TreeMap<>();
        said.put("operation", id);
        said.put("caller", call.caller().principal());
        said.put("body", call.body());
        said.put("limit", call.number("limit"));
        return id.equals("postMessage") ? Answer.created("/api/v1/messages/1", said) : Answer.ok(said);
    }

    void health(boolean isUp) {
        up = isUp;
    }

    String url() {
        return server.url();
    }

    int port() {
        return server.getPort();
    }

    /** Somebody who asks, without credentials. */
    Ask ask() {
        return new Ask(url());
    }

    /** A new client of this role, with its token. */
    Ask client(String id, Role role) {
        Clients.Made made = clients.create(id, "", Set.of(role)).orElseThrow();
        return ask().bearer(issuer.issue(made.client()).token());
    }

    /** A new user of this role, logged in, asking as a page does. */
    Ask user(String name, Role role) {
        Users.Made made = users.create(name, Set.of(role), PASSWORD).orElseThrow();
        return ask().logIn(made.user().name(), PASSWORD.reveal());
    }

    @Override
    public void close() {
        context.stop();
        ground.close();
        database.close();
    }
}
