package dev.hubbub.bot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code !help}: which commands there are, and {@code !help WORD}: how one is written. */
final class Help {
    private final Commands commands;

    Help(Commands commands) {
        this.commands = commands;
    }

    String answer(String arguments) {
        String word = arguments.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("!")) {
            word = word.substring(1);
        }
        return word.isEmpty() ? all() : one(word);
    }

    private String all() {
        return commands.all().entrySet().stream()
                .map(command -> line(command.getKey(), parts(command.getValue()).get(0)))
                .collect(Collectors.joining("\n"));
    }

    private String one(String word) {
        @Nullable String description = commands.all().get(word);
        return description == null
                ? "There is no such command. !help lists those there are."
                : line(word, String.join("\n", parts(description)));
    }

    private static List<String> parts(String description) {
        return Arrays.stream(description.split("\\|", -1)).map(String::strip).toList();
    }

    private static String line(String word, String description) {
        return description.isEmpty() ? "!" + word : "!" + word + ": " + description;
    }
}
