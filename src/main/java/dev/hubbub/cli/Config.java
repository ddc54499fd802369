package dev.hubbub.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.config.Setting;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hubbub config}. */
@Command(
        name = "config",
        description = "Prints every setting, its value and where it comes from. Secrets are shown as ***.",
        mixinStandardHelpOptions = true)
final class Config implements Callable<Integer> {
    @Mixin
    private final ClientOptions options = new ClientOptions();

    @Override
    public Integer call() {
        List<Setting> settings = settings();
        if (options.json()) {
            ObjectNode all = HubClient.JSON.createObjectNode();
            ArrayNode items = all.putArray("items");
            settings.forEach(setting -> items.addObject()
                    .put("key", setting.key())
                    .put("value", setting.value())
                    .put("origin", setting.origin())
                    .put("meaning", setting.meaning()));
            options.printJson(all);
        } else {
            Table table = new Table(List.of("KEY", "VALUE", "FROM"));
            settings.forEach(setting -> table.add(List.of(setting.key(), setting.value(), setting.origin())));
            table.print(options.out());
        }
        return ExitCodes.OK;
    }

    private List<Setting> settings() {
        try {
            return Settings.load(options.environment(), ClientOptions.system()).all();
        } catch (SettingsException e) {
            throw new CliException(
                    ExitCodes.FAILED, Objects.requireNonNullElse(e.getMessage(), "the settings cannot be read"));
        }
    }
}
