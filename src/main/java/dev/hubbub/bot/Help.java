package dev.hubbub.bot;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code !help}: which commands there are, and {@code !help WORD}: how one is written. */
public final class Help {
    private final Commands commands;

    public Help(Commands commands) {
        this.commands = commands;
    }

    /** Answers {@code !help} with these arguments. */
    public String answer(String arguments) {
        String word = arguments.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("!")) {
            word = word.substring(1);
        }
        return word.isEmpty() ? all() : one(word);
    }

    private String all() {
        return sorted().stream().map(Help::line).collect(Collectors.joining("\n"));
    }

    private String one(String word) {
        return sorted().stream()
                .filter(command -> command.word().equals(word))
                .findFirst()
                .map(command -> command.usage().isBlank()
                        ? line(command)
                        : line(command) + "\n" + command.usage().strip())
                .orElse("There is no such command. !help lists those there are.");
    }

    private List<Commands.Command> sorted() {
        return commands.list().stream()
                .sorted(Comparator.comparing(Commands.Command::word))
                .toList();
    }

    private static String line(Commands.Command command) {
        return command.description().isBlank()
                ? "!" + command.word()
                : "!" + command.word() + ": " + command.description();
    }
}
