package dev.hubbub.cli;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code hubbub routes new}. */
@Command(
        name = "new",
        description =
                "Writes a commented route file, NAME.camel.yaml, for the channel NAME/main, both ways. It stays off until"
                        + " its keys are set.",
        mixinStandardHelpOptions = true)
final class NewRoute implements Callable<Integer> {
    /** What a file is made from. */
    enum Template {
        /** Any two endpoints of Camel. */
        PLAIN,
        /** A callback with a secret, and a JSON API. */
        HTTP,
        /** Topics of a broker. */
        MQTT,
        /** Two folders. */
        FILE
    }

    @ParentCommand
    private @Nullable Routes routes;

    @Parameters(index = "0", paramLabel = "NAME", description = "Small letters, digits and '-', as mqtt or door-bell.")
    private String name = "";

    @Option(
            names = "--template",
            defaultValue = "plain",
            paramLabel = "KIND",
            description =
                    "plain: any endpoints of Camel; http: a callback and a JSON API; mqtt: topics of a broker; file: two"
                            + " folders. Else ${DEFAULT-VALUE}.")
    private Template template = Template.PLAIN;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to; else the hub's folder of route files.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
            throw new CliException(
                    ExitCodes.USAGE, "'" + name + "' is no name: small letters, digits and '-', a letter first");
        }
        Path into = folder != null ? folder : configured();
        Path file = into.resolve(name + ".camel.yaml");
        try {
            Path unused = Files.createDirectories(into);
            unused = Files.writeString(file, text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new CliException(ExitCodes.FAILED, file + " is there already");
        } catch (IOException e) {
            throw new CliException(ExitCodes.FAILED, file + " cannot be written: " + e.getMessage());
        }
        PrintWriter out = parent().options().out();
        out.println(file + " is written. It says on top which keys it needs; until they are set, it is off.");
        out.println("What is wrong with it, once you have changed it: hubbub routes check " + file);
        return ExitCodes.OK;
    }

    private Routes parent() {
        return Objects.requireNonNull(routes);
    }

    private Path configured() {
        try {
            return Settings.load(parent().options().environment(), ClientOptions.system())
                    .path(Key.ROUTES);
        } catch (SettingsException e) {
            throw new CliException(ExitCodes.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private String text() throws IOException {
        String resource = "routes/" + template.name().toLowerCase(Locale.ROOT) + ".yaml";
        try (InputStream in = Objects.requireNonNull(NewRoute.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@NAME@", name);
        }
    }
}
