package dev.hubbub.rules;

import dev.hubbub.config.Problems;
import dev.hubbub.config.Yaml;
import dev.hubbub.config.YamlFields;
import dev.hubbub.message.Address;
import dev.hubbub.message.ChannelId;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a rule's {@code then:}. */
final class ActionReader {
    static final int LONGEST_FORMAT = 2000;
    static final int MOST_VALUES = 20;

    private static final List<String> ACTIONS =
            List.of("send", "tag", "priority", "assign", "actionable", "reply", "story", "stop");
    private static final Set<String> KEYS =
            Set.of("send", "to", "format", "tag", "priority", "assign", "actionable", "reply", "story", "stop");
    private static final Pattern MEMBER = Pattern.compile("(user|group)/([A-Za-z0-9._-]{1,64})");

    private final Problems problems;

    ActionReader(Problems problems) {
        this.problems = problems;
    }

    /** The action; null (and told) if it is none. */
    @Nullable
    Action read(Yaml value) {
        YamlFields fields = YamlFields.of(value, problems, "an action", KEYS);
        if (fields == null) {
            return null;
        }
        List<String> named = ACTIONS.stream().filter(fields::has).toList();
        if (named.size() != 1) {
            problems.add(
                    fields.place(),
                    named.isEmpty()
                            ? "does nothing; write one of " + String.join(", ", ACTIONS)
                            : "says " + String.join(" and ", named) + "; write one action per entry");
            return null;
        }
        if (!fields.has("send") && (fields.has("to") || fields.has("format"))) {
            problems.add(fields.place(), "'to' and 'format' go with 'send' only");
        }
        return read(named.get(0), fields);
    }

    private @Nullable Action read(String key, YamlFields in) {
        return switch (key) {
            case "send" -> send(in);
            case "tag" -> new Action.AddTags(several(in, key, Tag::parse));
            case "priority" -> {
                Priority priority = Vocabulary.priority(in, key, problems);
                yield priority == null ? null : new Action.Prioritise(priority);
            }
            case "assign" -> new Action.Assign(several(in, key, ActionReader::assignee));
            case "actionable" -> {
                Boolean wanted = in.flag(key);
                yield wanted == null ? null : new Action.Actionable(wanted);
            }
            case "reply" -> {
                Format text = format(in, key);
                yield text == null ? null : new Action.Reply(text);
            }
            case "story" -> {
                Format title = format(in, key);
                yield title == null ? null : new Action.Story(title);
            }
            case "stop" -> stop(in);
            default -> throw new IllegalStateException(key);
        };
    }

    private @Nullable Action send(YamlFields in) {
        ChannelId channel = single(in, "send", 100, ChannelId::parse);
        Address to = single(in, "to", ConditionReader.LONGEST_ADDRESS, Address::new);
        Format format = format(in, "format");
        return channel == null
                ? null
                : new Action.Send(new Target(channel, to, format == null ? null : format.toString()));
    }

    private @Nullable Action stop(YamlFields in) {
        Boolean stop = in.flag("stop");
        if (stop != null && !stop) {
            problems.add(in.place(), "'stop' is true, or is left out");
        }
        return new Action.Stop();
    }

    private @Nullable Format format(YamlFields in, String key) {
        return single(in, key, LONGEST_FORMAT, Format::parse);
    }

    private <T> @Nullable T single(YamlFields in, String key, int longest, Function<String, T> read) {
        Yaml.Scalar text = in.text(key, longest);
        return text == null ? null : Vocabulary.read(text, read, problems);
    }

    private <T> Set<T> several(YamlFields in, String key, Function<String, T> read) {
        Set<T> values = new HashSet<>();
        for (Yaml.Scalar text : in.texts(key, MOST_VALUES, ConditionReader.LONGEST_ADDRESS)) {
            T value = Vocabulary.read(text, read, problems);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** {@code user/ana}, {@code group/oncall}, or an address. */
    private static Address assignee(String text) {
        var member = MEMBER.matcher(text);
        if (!member.matches()) {
            if (text.indexOf(':') < 1) {
                throw new IllegalArgumentException("'" + text
                        + "' is nobody to assign to: write user/NAME, group/NAME or an address as mailto:ana@x.org");
            }
            return new Address(text);
        }
        return member.group(1).equals("user") ? Address.ofUser(member.group(2)) : Address.of("group", member.group(2));
    }
}
