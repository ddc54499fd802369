package dev.hubbub.rules;

import com.google.re2j.Pattern;
import dev.hubbub.message.Address;
import dev.hubbub.message.Target;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Rules as they are written in files, as JSON values; {@link RuleFiles} reads the same rule from it again. */
public final class RuleText {
    private RuleText() {}

    /** What stands under {@code when:}. */
    public static Map<String, Object> when(Rule rule) {
        return all(rule.when());
    }

    /** What stands under {@code then:}. */
    public static List<Map<String, Object>> then(Rule rule) {
        return rule.then().stream().map(RuleText::action).toList();
    }

    private static Map<String, Object> all(Condition.All all) {
        Map<String, Object> written = new LinkedHashMap<>();
        all.conditions().forEach(condition -> put(condition, written));
        return written;
    }

    private static void put(Condition condition, Map<String, Object> written) {
        if (condition instanceof Condition.Channel channel) {
            written.put("channel", texts(channel.patterns()));
        } else if (condition instanceof Condition.Sender sender) {
            written.put("sender", texts(sender.patterns()));
        } else if (condition instanceof Condition.Words words) {
            written.put(
                    words.in() == Condition.In.SUBJECT ? "subject" : "text",
                    texts(words.phrases().stream().map(Phrase::shown).toList()));
        } else if (condition instanceof Condition.Matches matches) {
            written.put(
                    "matches",
                    texts(matches.patterns().stream().map(Pattern::pattern).toList()));
        } else if (condition instanceof Condition.HasTag tag) {
            written.put("tag", texts(tag.patterns()));
        } else if (condition instanceof Condition.AtLeast atLeast) {
            written.put("priority", Vocabulary.shown(atLeast.priority()));
        } else if (condition instanceof Condition.Verified verified) {
            written.put("verified", verified.wanted());
        } else if (condition instanceof Condition.HasAttachment attachment) {
            written.put("hasAttachment", attachment.wanted());
        } else if (condition instanceof Condition.Time time) {
            written.put("time", time(time));
        } else {
            putNested(condition, written);
        }
    }

    private static void putNested(Condition condition, Map<String, Object> written) {
        if (condition instanceof Condition.Not not) {
            written.put("not", map(not.condition()));
        } else if (condition instanceof Condition.Any any) {
            written.put("any", any.conditions().stream().map(RuleText::map).toList());
        } else if (condition instanceof Condition.All all) {
            written.put("all", all.conditions().stream().map(RuleText::map).toList());
        }
    }

    private static Map<String, Object> map(Condition condition) {
        return all(condition instanceof Condition.All all ? all : new Condition.All(List.of(condition)));
    }

    private static Map<String, Object> time(Condition.Time time) {
        Map<String, Object> written = new LinkedHashMap<>();
        if (time.days().size() < DayOfWeek.values().length) {
            written.put(
                    "days",
                    time.days().stream()
                            .sorted()
                            .map(day -> TimeReader.DAYS.get(day.getValue() - 1))
                            .toList());
        }
        written.put("from", time.from().toString());
        written.put("to", time.to() == null ? TimeReader.END_OF_DAY : time.to().toString());
        written.put("zone", time.zone().getId());
        return written;
    }

    private static Map<String, Object> action(Action action) {
        if (action instanceof Action.Send send) {
            return send(send.target());
        }
        if (action instanceof Action.AddTags tags) {
            return Map.of("tag", texts(tags.tags().stream().sorted().toList()));
        }
        if (action instanceof Action.Prioritise prioritise) {
            return Map.of("priority", Vocabulary.shown(prioritise.priority()));
        }
        if (action instanceof Action.Assign assign) {
            return Map.of(
                    "assign",
                    texts(assign.assignees().stream().map(Address::uri).sorted().toList()));
        }
        if (action instanceof Action.Actionable actionable) {
            return Map.of("actionable", actionable.wanted());
        }
        if (action instanceof Action.Reply reply) {
            return Map.of("reply", reply.text().toString());
        }
        return action instanceof Action.Story story
                ? Map.of("story", story.title().toString())
                : Map.of("stop", true);
    }

    private static Map<String, Object> send(Target target) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("send", target.channel().toString());
        if (target.recipient() != null) {
            written.put("to", target.recipient().uri());
        }
        if (target.format() != null) {
            written.put("format", target.format());
        }
        return written;
    }

    /** One text as itself, several as a list. */
    private static Object texts(List<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(Objects.toString(value)));
        return texts.size() == 1 ? texts.get(0) : texts;
    }

    /** The words for what a rule does to a message beside sending it: {@code tagged incident}. */
    public static List<String> did(Rule rule) {
        List<String> did = new ArrayList<>();
        for (Map<String, Object> action : then(rule)) {
            action.forEach((what, how) -> {
                switch (what.toLowerCase(Locale.ROOT)) {
                    case "tag" -> did.add("tagged " + how);
                    case "priority" -> did.add("priority " + how);
                    case "assign" -> did.add("assigned to " + how);
                    case "actionable" -> did.add(Boolean.TRUE.equals(how) ? "made actionable" : "made not actionable");
                    case "story" -> did.add("kept as a story");
                    case "stop" -> did.add("stopped");
                    default -> {
                        // what is sent and answered is told beside
                    }
                }
            });
        }
        return did;
    }
}
