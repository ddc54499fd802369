package dev.hubbub.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's tables, and how they came to be: Flyway's history of the scripts in {@code db/migration}. At most starts
 * all of them have run, which is seen without Flyway; whatever else is the case is left to it.
 */
final class Schema {
    private static final Logger log = LoggerFactory.getLogger(Schema.class);
    private static final String SCRIPTS = "db/migration";
    private static final String HISTORY =
            "select script, checksum from flyway_schema_history where success and type = 'SQL'";
    private static final String ANYTHING_ELSE =
            "select count(*) from flyway_schema_history where not success or type <> 'SQL'";

    private Schema() {}

    /** Brings the tables up to date. */
    static void migrate(DataSource database) {
        if (isUpToDate(database)) {
            log.info("The database's schema is up to date");
            return;
        }
        int applied = Flyway.configure()
                .dataSource(database)
                .locations("classpath:" + SCRIPTS)
                .load()
                .migrate()
                .migrationsExecuted;
        log.info("The database's schema is up to date ({} migrations applied)", applied);
    }

    /** Whether exactly these scripts have run, as they are now. */
    static boolean isUpToDate(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return hasOnlyScripts(statement) && history(statement).equals(scripts());
        } catch (SQLException | IOException | URISyntaxException e) {
            log.debug("It does not show whether the schema is up to date", e);
            return false;
        }
    }

    private static boolean hasOnlyScripts(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(ANYTHING_ELSE)) {
            return row.next() && row.getInt(1) == 0;
        }
    }

    private static Map<String, Integer> history(Statement statement) throws SQLException {
        Map<String, Integer> ran = new HashMap<>();
        try (ResultSet row = statement.executeQuery(HISTORY)) {
            while (row.next()) {
                ran.put(row.getString(1), row.getInt(2));
            }
        }
        return ran;
    }

    /** The scripts at hand with their checksums. */
    private static Map<String, Integer> scripts() throws IOException, URISyntaxException {
        Map<String, Integer> scripts = new HashMap<>();
        for (String name : names()) {
            scripts.put(name, checksum(name));
        }
        return scripts;
    }

    private static List<String> names() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(Schema.class.getClassLoader().getResource(SCRIPTS), SCRIPTS);
        if (folder.openConnection() instanceof JarURLConnection jar) {
            return scripts(jar.getJarFile().stream().map(entry -> Path.of(entry.getName())));
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return scripts(files.map(file -> Path.of(SCRIPTS).resolve(file.getFileName())));
        }
    }

    private static List<String> scripts(Stream<Path> files) {
        return files.filter(file -> file.startsWith(SCRIPTS) && file.toString().endsWith(".sql"))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    /** As Flyway has it: of the lines, without what ends them. */
    private static int checksum(String name) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = Objects.requireNonNull(
                        Schema.class.getClassLoader().getResourceAsStream(SCRIPTS + "/" + name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return (int) sum.getValue();
    }
}
