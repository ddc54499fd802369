package dev.hubbub.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.message.Address;
import dev.hubbub.message.Target;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes a rule as {@link RuleFiles} reads it. */
public final class RuleJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String USER = "acct:";
    private static final String GROUP = "group:";

    private RuleJson() {}

    /** The rule as JSON: {@code {"name": …, "when": {…}, "then": […]}}, and {@code "enabled": false} if it is not. */
    public static ObjectNode write(Rule rule) {
        ObjectNode json = JSON.objectNode();
        json.put("name", rule.name());
        json.set("when", when(rule.when()));
        ArrayNode then = json.putArray("then");
        rule.then().forEach(action -> then.add(action(action)));
        if (!rule.enabled()) {
            json.put("enabled", false);
        }
        return json;
    }

    private static ObjectNode when(Condition condition) {
        ObjectNode json = JSON.objectNode();
        List<Condition> all = condition instanceof Condition.All some ? some.conditions() : List.of(condition);
        all.forEach(one -> put(json, one));
        return json;
    }

    private static void put(ObjectNode json, Condition condition) {
        if (condition instanceof Condition.Channel c) {
            json.set("channel", texts(c.patterns()));
        } else if (condition instanceof Condition.Sender c) {
            json.set("sender", texts(c.patterns()));
        } else if (condition instanceof Condition.Words c) {
            json.set(
                    c.in() == Condition.In.SUBJECT ? "subject" : "text",
                    texts(c.phrases().stream().map(Phrase::shown).toList()));
        } else if (condition instanceof Condition.Matches c) {
            json.set("matches", texts(c.patterns()));
        } else if (condition instanceof Condition.HasTag c) {
            json.set("tag", texts(c.patterns()));
        } else if (condition instanceof Condition.AtLeast c) {
            json.put("priority", Vocabulary.shown(c.priority()));
        } else if (condition instanceof Condition.Verified c) {
            json.put("verified", c.wanted());
        } else if (condition instanceof Condition.HasAttachment c) {
            json.put("hasAttachment", c.wanted());
        } else if (condition instanceof Condition.Time c) {
            json.set("time", time(c));
        } else if (condition instanceof Condition.Not c) {
            json.set("not", when(c.condition()));
        } else if (condition instanceof Condition.Any c) {
            json.set("any", whens(c.conditions()));
        } else if (condition instanceof Condition.All c) {
            json.set("all", whens(c.conditions()));
        }
    }

    private static ArrayNode whens(List<Condition> conditions) {
        ArrayNode json = JSON.arrayNode();
        conditions.forEach(condition -> json.add(when(condition)));
        return json;
    }

    private static ObjectNode time(Condition.Time time) {
        ObjectNode json = JSON.objectNode();
        Set<DayOfWeek> days = new TreeSet<>(time.days());
        json.set(
                "days",
                texts(days.stream()
                        .map(day -> TimeReader.DAYS.get(day.getValue() - 1))
                        .toList()));
        LocalTime to = time.to();
        if (to != null || !time.from().equals(LocalTime.MIDNIGHT)) {
            json.put("from", time.from().toString());
            json.put("to", to == null ? TimeReader.END_OF_DAY : to.toString());
        }
        json.put("zone", time.zone().getId());
        return json;
    }

    private static ObjectNode action(Action action) {
        ObjectNode json = JSON.objectNode();
        if (action instanceof Action.Send a) {
            send(json, a.target());
        } else if (action instanceof Action.AddTags a) {
            json.set("tag", texts(new TreeSet<>(a.tags())));
        } else if (action instanceof Action.Prioritise a) {
            json.put("priority", Vocabulary.shown(a.priority()));
        } else if (action instanceof Action.Assign a) {
            json.set(
                    "assign",
                    texts(a.assignees().stream()
                            .map(RuleJson::assignee)
                            .sorted()
                            .toList()));
        } else if (action instanceof Action.Actionable a) {
            json.put("actionable", a.wanted());
        } else if (action instanceof Action.Reply a) {
            json.put("reply", a.text().toString());
        } else if (action instanceof Action.Story a) {
            json.put("story", a.title().toString());
        } else if (action instanceof Action.Stop) {
            json.put("stop", true);
        }
        return json;
    }

    private static void send(ObjectNode json, Target target) {
        json.put("send", target.channel().toString());
        Address recipient = target.recipient();
        if (recipient != null) {
            json.put("to", recipient.uri());
        }
        String format = target.format();
        if (format != null) {
            json.put("format", format);
        }
    }

    private static String assignee(Address address) {
        String uri = address.uri();
        if (uri.startsWith(USER) && uri.endsWith("@hub")) {
            return "user/" + uri.substring(USER.length(), uri.length() - "@hub".length());
        }
        return uri.startsWith(GROUP) ? "group/" + uri.substring(GROUP.length()) : uri;
    }

    /** One text as itself, several as a list. */
    private static JsonNode texts(Collection<?> values) {
        if (values.size() == 1) {
            return JSON.textNode(values.iterator().next().toString());
        }
        ArrayNode json = JSON.arrayNode();
        values.forEach(value -> json.add(value.toString()));
        return json;
    }
}
