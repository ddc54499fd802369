package dev.hubbub.cli;

import dev.hubbub.config.SettingsException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The top of the command line. Without a command it runs the hub. */
@Command(
        name = "hubbub",
        description = "A self-hosted messaging hub: every channel is a point of a star.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the hub refused, or it went wrong",
            "2:the command line is not understood",
            "3:no hub answers there",
            "4:you may not do that"
        },
        subcommands = {
            Cli.Run.class,
            Send.class,
            Tail.class,
            Trace.class,
            Rules.class,
            Routes.class,
            Config.class,
            Users.class,
            Clients.class,
            Audit.class,
            Keys.class,
            Token.class,
            HelpCommand.class,
            GenerateCompletion.class
        })
public final class Cli implements Callable<Integer> {
    private static final String RUN = "run";

    @Spec
    private @Nullable CommandSpec spec;

    private final HubRunner hub;
    private final Map<String, String> environment;

    private Cli(HubRunner hub, Map<String, String> environment) {
        this.hub = hub;
        this.environment = environment;
    }

    /** Whether these arguments only run the hub: told at once, as to put together the whole command line takes a while. */
    public static boolean onlyRuns(String... arguments) {
        return arguments.length == 0 || (arguments.length == 1 && arguments[0].equals(RUN));
    }

    /**
     * The command line.
     *
     * @param hub runs a hub until it is stopped, and gives the exit code
     * @param environment where the client commands look for {@code HUBBUB_URL} and the like
     */
    public static CommandLine commandLine(HubRunner hub, Map<String, String> environment) {
        CommandLine line = new CommandLine(new Cli(hub, environment));
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static int explain(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof CliException known) {
            err.println("hubbub: " + known.getMessage());
            return known.exitCode();
        }
        if (failure instanceof SettingsException) {
            err.println("hubbub: the configuration is not understood: " + failure.getMessage());
            return ExitCodes.FAILED;
        }
        throw failure;
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public Integer call() throws Exception {
        return hub.run(spec().commandLine().getOut());
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    /** Runs a hub until the process ends. */
    @FunctionalInterface
    public interface HubRunner {
        /**
         * Runs it.
         *
         * @param out where to say what only a person at the terminal is to see
         * @return the exit code, if it ends by itself
         */
        int run(PrintWriter out) throws Exception;
    }

    /** {@code hubbub run}. */
    @Command(
            name = RUN,
            description = "Runs the hub until it is stopped. This is also what happens without a command.",
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @ParentCommand
        private @Nullable Cli cli;

        @Override
        public Integer call() throws Exception {
            return Objects.requireNonNull(cli).call();
        }
    }
}
