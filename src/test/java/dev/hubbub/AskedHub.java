package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.hubbub.config.Settings;
import dev.hubbub.events.EventLog;
import dev.hubbub.events.Position;
import dev.hubbub.message.ChannelId;
import dev.hubbub.rules.Rule;
import dev.hubbub.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A whole hub in this JVM, to be asked over its API: its own folders and database, a free port, no sandbox unless asked for. It has the shoutboxes {@code
 * shoutbox/team} (for members) and {@code shoutbox/ops} (for operators), {@code test/out}, which takes everything, and
 * {@code test/broken}, which takes nothing.
 */
public final class AskedHub implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private static final String ROUTES = """
            - route:
                id: team
                from:
                  uri: hub:shoutbox/team
                  steps:
                    - to: log:team?level=DEBUG&showBody=false
            - route:
                id: ops
                from:
                  uri: hub:shoutbox/ops
                  steps:
                    - to: log:ops?level=DEBUG&showBody=false
            - route:
                id: out
                from:
                  uri: hub:test/out
                  steps:
                    - to: log:out?level=DEBUG&showBody=false
            - route:
                id: broken
                from:
                  uri: hub:test/broken?maxAttempts=1
                  steps:
                    - throwException:
                        exceptionType: java.lang.IllegalStateException
                        message: it is broken
            """;
    private static final String CHANNELS = """
            channels:
              - channel: shoutbox/team
                title: Team
                read: [ member ]
                write: [ member ]
              - channel: shoutbox/ops
                read: [ operator ]
                write: [ operator ]
            """;
    private static final String RULES = """
            rules:
              - name: shouts go out
                when: { channel: shoutbox/team }
                then: [ { send: test/out, format: "{sender}: {body}" } ]
              - name: boom breaks
                when: { channel: shoutbox/team, text: boom }
                then: [ { tag: incident }, { send: test/broken } ]
            """;

    private final Path folder;
    private final Hub hub;
    private final Asking admin;

    private AskedHub(Path folder, Hub hub, Asking admin) {
        this.folder = folder;
        this.hub = hub;
        this.admin = admin;
    }

    /** Starts a hub in a folder, and waits until its channels are up. */
    public static AskedHub start(Path folder) {
        return start(folder, Map.of());
    }

    /** The same with further settings, by environment. */
    public static AskedHub start(Path folder, Map<String, String> more) {
        try {
            write(folder.resolve("routes/test.camel.yaml"), ROUTES);
            write(folder.resolve("config/channels/test.yaml"), CHANNELS);
            write(folder.resolve("config/rules/test.yaml"), RULES);
            Hub hub = Hub.start(settings(folder, more));
            String base = "http://127.0.0.1:" + hub.port();
            AskedHub made = new AskedHub(folder, hub, Asking.client(base, folder.resolve("data/cli.json")));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> made.hub.middle.outbox.stats().size() >= 4);
            return made;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the hub does not start", e);
        }
    }

    private static Settings settings(Path folder, Map<String, String> more) throws SQLException {
        String name = "hub" + MADE.incrementAndGet();
        try (TestDatabase database = TestDatabase.create()) {
            database.server().createDatabase(name);
            Map<String, String> environment = new HashMap<>(more);
            environment.put("HUBBUB_DATA", folder.resolve("data").toString());
            environment.put("HUBBUB_ROUTES", folder.resolve("routes").toString());
            environment.put("HUBBUB_CONFIG", folder.resolve("config").toString());
            environment.put("HUBBUB_HTTP_PORT", "0");
            environment.putIfAbsent("HUBBUB_SANDBOX", "off");
            List.of("XMPP", "SMTP", "IMAP", "SMS", "X")
                    .forEach(peer -> environment.put("HUBBUB_SANDBOX_" + peer + "_PORT", "0"));
            environment.put("HUBBUB_DATABASE_URL", database.server().url(name));
            environment.put("HUBBUB_DATABASE_USER", database.server().user());
            environment.put("HUBBUB_DATABASE_PASSWORD", database.server().password());
            return Settings.load(environment, new Properties());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    /** Puts a further route file into its folder; it runs a moment later. */
    public void route(String name, String yaml) {
        try {
            write(folder.resolve("routes").resolve(name), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives route files that are put in from now on a bean. */
    public void bean(String name, Object bean) {
        hub.star.contexts.bean(name, bean);
    }

    /** Asks as an admin. */
    public Asking admin() {
        return admin;
    }

    /** Asks as nobody. */
    public Asking nobody() {
        return admin.as("");
    }

    /** Asks as a new client of this role. */
    public Asking client(String id, String role) {
        Asking.Answered made = admin.post("/clients", "{\"id\":\"" + id + "\",\"roles\":[\"" + role + "\"]}");
        assertThat(made.status()).isEqualTo(201);
        return admin.as(admin.token(id, made.json().get("secret").asText()));
    }

    /**
     * A token signed by the hub's own key for the client of the command line.
     *
     * @param type its {@code typ}
     * @param audience for whom it is
     * @param life how long it lasts from now; negative for one that has expired
     */
    public String token(String type, String audience, Duration life) {
        try {
            ECKey key = issuerKey();
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType(type))
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder(SignedJWT.parse(admin.token()).getJWTClaimsSet())
                            .audience(audience)
                            .expirationTime(Date.from(Instant.now().plus(life)))
                            .build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("no token", e);
        }
    }

    /** The key that the hub signs its tokens with, private half included. */
    public ECKey issuerKey() {
        try {
            return JWKSet.parse(read(folder.resolve("data/issuer-key.json")))
                    .getKeys()
                    .get(0)
                    .toECKey();
        } catch (ParseException e) {
            throw new IllegalStateException("no key", e);
        }
    }

    /** Holds the table of messages, so that no commit gets through until this is closed. */
    public AutoCloseable holdCommits() {
        try {
            Connection connection = hub.storage.database.dataSource().getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table message in exclusive mode");
            }
            return () -> {
                connection.rollback();
                connection.close();
            };
        } catch (SQLException e) {
            throw new IllegalStateException("the table cannot be locked", e);
        }
    }

    /** The one number that a query gives. */
    public long number(String sql) {
        try (Connection connection = hub.storage.database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Streams of events that are open. */
    public int openStreams() {
        String figures = admin.get("!/observe/metrics").body();
        return figures.lines()
                .filter(line -> line.startsWith("hubbub_streams "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .mapToInt(count -> (int) Double.parseDouble(count))
                .findFirst()
                .orElseThrow();
    }

    /** The one text that a query gives. */
    public String text(String sql) {
        try (Connection connection = hub.storage.database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Does something in the database, behind the hub's back, in one transaction. */
    public void change(String sql) {
        try (Connection connection = hub.storage.database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Changes something behind the hub's back; how many rows. */
    public int execute(String sql) {
        try (Connection connection = hub.storage.database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Everything that has happened. */
    EventLog events() {
        return hub.storage.events;
    }

    /** The channels that a running route sends over, whose names begin so. */
    Set<String> channelsOut(String start) {
        return hub.middle.outbox.stats().keySet().stream()
                .map(ChannelId::toString)
                .filter(name -> name.startsWith(start))
                .collect(Collectors.toSet());
    }

    /** The rules in force whose names begin so. */
    Set<String> ruleNames(String start) {
        return hub.folders.rules.current().rules().stream()
                .map(Rule::name)
                .filter(name -> name.startsWith(start))
                .collect(Collectors.toSet());
    }

    /** The messages of all events of a type, as the feed of events reads them. */
    List<String> eventsSince(String type) {
        return hub.storage.events.after(Position.START, 10_000).events().stream()
                .filter(recorded -> recorded.event().type().wireName().equals(type))
                .map(recorded -> String.valueOf(recorded.event().message()))
                .toList();
    }

    @Override
    public void close() {
        hub.close();
    }

    /** What a test reads from a file. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
