package dev.hubbub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may import whom. The table is the map of the house; dependencies point inwards. */
class ArchitectureTest {
    private static final String ROOT = "dev.hubbub";

    /** Each package with those it may use. What is not listed here does not exist. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("message", Set.of()),
            Map.entry("commit", Set.of()),
            Map.entry("log", Set.of()),
            Map.entry("config", Set.of("message")),
            Map.entry("events", Set.of("message")),
            Map.entry("rules", Set.of("message", "config")),
            Map.entry("form", Set.of("message")),
            Map.entry("intake", Set.of("message", "rules", "commit")),
            Map.entry("outbox", Set.of("message", "intake", "commit")),
            Map.entry("parser", Set.of("message", "config", "rules", "intake")),
            Map.entry("component", Set.of("message", "form", "rules", "intake", "outbox", "events")),
            Map.entry("routes", Set.of("message", "config")),
            Map.entry("bot", Set.of("message", "intake")),
            Map.entry("jobs", Set.of("message", "bot")),
            Map.entry("channel", Set.of("message", "config", "events", "intake", "outbox", "parser")),
            Map.entry("security", Set.of("message", "config")),
            Map.entry("web", Set.of("message", "config", "intake", "security")),
            Map.entry(
                    "api",
                    Set.of(
                            "message",
                            "config",
                            "events",
                            "rules",
                            "intake",
                            "outbox",
                            "parser",
                            "routes",
                            "jobs",
                            "security",
                            "sandbox",
                            "web")),
            Map.entry("cli", Set.of("config")),
            Map.entry("sandbox", Set.of("config", "channel")),
            Map.entry(
                    "store",
                    Set.of(
                            "message",
                            "commit",
                            "config",
                            "events",
                            "form",
                            "rules",
                            "intake",
                            "outbox",
                            "parser",
                            "bot",
                            "jobs",
                            "security",
                            "api",
                            "channel")));

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static String room(JavaClass type) {
        String rest =
                type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    @Test
    void everyPackageHasItsPlaceOnTheMap() {
        Set<String> found = new TreeSet<>();
        HOUSE.forEach(type -> found.add(room(type)));
        found.remove("");
        assertThat(found).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @Test
    void dependenciesPointInwards() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : HOUSE) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (used.getPackageName().startsWith(ROOT) && !mayUse(room(type), room(used))) {
                    wrong.add(room(type) + " uses " + (room(used).isEmpty() ? "the wiring" : room(used)) + ": "
                            + dependency.getDescription());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The wiring may use everything; nobody uses the wiring. */
    private static boolean mayUse(String room, String used) {
        return room.equals(used)
                || room.isEmpty()
                || MAY_USE.getOrDefault(room, Set.of()).contains(used);
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void theWordsKnowOnlyJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".message..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".message..")
                .check(HOUSE);
    }

    @Test
    void onlyTheStoreKnowsTheDatabase() {
        noClasses()
                .that(resideOutsideOfPackage(ROOT + ".store.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "org.flywaydb..",
                        "org.postgresql..",
                        "com.zaxxer.hikari..")
                .check(HOUSE);
    }

    @Test
    void theCoreDoesNotKnowCamel() {
        String[] core = Arrays.stream(new String[] {
                    "message",
                    "commit",
                    "config",
                    "events",
                    "rules",
                    "intake",
                    "outbox",
                    "parser",
                    "bot",
                    "store",
                    "api",
                    "security",
                    "cli"
                })
                .map(room -> ROOT + "." + room + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(core)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(HOUSE);
    }

    @Test
    void channelsDoNotKnowEachOther() {
        slices().matching(ROOT + ".channel.(*)..")
                .should()
                .notDependOnEachOther()
                .check(HOUSE);
    }
}
