package dev.hubbub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: runs all scenarios, or those named; prints a line of JSON for each result, and a table at the end. */
@Command(
        name = "src/bench/run",
        description = "Measures the hub beside others, in the same run, on this machine.",
        mixinStandardHelpOptions = true)
final class Bench implements Callable<Integer> {
    /** All but the last share a hub, see {@link Warm}. */
    private static final List<Scenario> OF_THE_HUB = List.of(
            new IngestScenario(),
            new BulkScenario(),
            new EndToEndScenario(),
            new CostScenario(),
            new SoakScenario(),
            new SseScenario(),
            new DrainScenario(),
            new LanesScenario(),
            new RulesScenario(),
            new InboxScenario(),
            new StartScenario());

    private static final List<Scenario> OF_CHANNELS =
            List.of(new MailScenario(), new SmsScenario(), new XmppScenario(), new KafkaScenario());

    private static final List<Scenario> SCENARIOS =
            Stream.concat(OF_THE_HUB.stream(), OF_CHANNELS.stream()).toList();

    @Parameters(
            paramLabel = "SCENARIO",
            description = "Those only; if none is named, all of the hub itself. See --list.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All there are: those of single channels, too.")
    private boolean all;

    @Option(names = "--long", description = "Measure longer, for figures that hold.")
    private boolean thorough;

    @Option(names = "--list", description = "Say which scenarios there are, and end.")
    private boolean list;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            SCENARIOS.forEach(scenario -> say(String.format("%-12s %s", scenario.name(), scenario.about())));
            return 0;
        }
        List<String> known = SCENARIOS.stream().map(Scenario::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                say("There is no scenario " + name + "; there are " + String.join(", ", known) + ".");
                return 2;
            }
        }
        List<Result> results = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        try (Ground ground = Ground.open(thorough)) {
            for (Scenario scenario : SCENARIOS) {
                if (isWanted(scenario)) {
                    results.addAll(run(scenario, ground, broken));
                }
            }
        }
        say("");
        say(machine());
        say(Result.head());
        results.forEach(result -> say(result.row()));
        broken.forEach(Bench::say);
        boolean allHeld = results.stream().noneMatch(result -> Boolean.FALSE.equals(result.held()));
        return allHeld && broken.isEmpty() ? 0 : 1;
    }

    private boolean isWanted(Scenario scenario) {
        return all || names.contains(scenario.name()) || (names.isEmpty() && OF_THE_HUB.contains(scenario));
    }

    /** One that breaks does not take the figures of the others with it. */
    private static List<Result> run(Scenario scenario, Ground ground, List<String> broken) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            List<Result> found = scenario.run(ground);
            found.forEach(result -> say(result.json(machine())));
            return found;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            e.printStackTrace();
            broken.add(scenario.name() + " broke: " + e);
            return List.of();
        } finally {
            // not among the results, which go to the standard output
            System.err.printf(Locale.ROOT, "%s took %.0f s%n", scenario.name(), (System.nanoTime() - begin) / 1e9);
        }
    }

    /** What it was measured on. */
    private static String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s %s, JDK %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version());
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
