package dev.hubbub.rules;

import dev.hubbub.message.Address;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Priority;
import dev.hubbub.message.Tag;
import dev.hubbub.message.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say about one message.
 *
 * @param matches the rules that matched, in order, and why
 * @param planned what is owed, no target twice
 * @param tags all it is tied to now, those it came with included
 * @param priority how much it presses now
 * @param assignees who is to see to it
 * @param actionable whether somebody is to do something about it, or null if no rule says
 * @param replies answers to its sender
 * @param stories what it is to be kept as
 * @param suppressed what a rule would have sent but must not, and why
 * @param stopped the rule after which no other was asked, or null
 */
public record Verdict(
        List<Match> matches,
        List<Planned> planned,
        Set<Tag> tags,
        Priority priority,
        Set<Address> assignees,
        @Nullable Boolean actionable,
        List<Reply> replies,
        List<Story> stories,
        List<Suppressed> suppressed,
        @Nullable String stopped) {
    public Verdict {
        matches = List.copyOf(matches);
        planned = List.copyOf(planned);
        tags = Set.copyOf(tags);
        assignees = Set.copyOf(assignees);
        replies = List.copyOf(replies);
        stories = List.copyOf(stories);
        suppressed = List.copyOf(suppressed);
    }

    /**
     * A rule that matched.
     *
     * @param why one sentence for each of its conditions
     * @param did what it did to the message itself: tagged, prioritised, assigned, stopped
     */
    public record Match(String rule, Rule.Origin origin, List<String> why, List<String> did) {
        public Match {
            why = List.copyOf(why);
            did = List.copyOf(did);
        }
    }

    /**
     * Something that is owed.
     *
     * @param rule the rule that says so; null for what the message itself asked for
     */
    public record Planned(Target target, @Nullable String rule) {}

    /**
     * An answer to the sender.
     *
     * @param target the channel the message came from, and whom on it
     * @param text with its placeholders filled
     */
    public record Reply(Target target, String text, String rule) {}

    /**
     * What a message is kept as.
     *
     * @param title with its placeholders filled
     */
    public record Story(String title, String rule) {}

    /** Something a rule would have sent, and why it is held back. */
    public record Suppressed(Target target, String rule, String why) {}

    /** No rule matched: the message stays as it is. */
    static Verdict unchanged(Draft draft) {
        return new Verdict(
                List.of(),
                List.of(),
                draft.tags(),
                draft.priority(),
                Set.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** The message itself says where it goes; rules are left alone. */
    static Verdict explicit(Draft draft) {
        return new Verdict(
                List.of(),
                draft.explicitTargets().stream()
                        .distinct()
                        .map(target -> new Planned(target, null))
                        .toList(),
                draft.tags(),
                draft.priority(),
                Set.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** Where the message is to go. */
    public List<Target> targets() {
        return planned.stream().map(Planned::target).toList();
    }

    /** The message with the tags and the priority it has now. */
    public Draft apply(Draft draft) {
        return draft.edit().tags(tags).priority(priority).build();
    }

    /**
     * The same as steps of a trace, JSON values: {@code {step: matched, rule, origin, why, did?}}, {@code {step: planned,
     * target, recipient?, rule?}}, {@code {step: suppressed, target, recipient?, rule, why}}, {@code {step: stopped,
     * rule}}.
     */
    public List<Map<String, Object>> steps() {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Match match : matches) {
            Map<String, Object> step = step("matched", match.rule());
            step.put("origin", match.origin().toString());
            step.put("why", match.why());
            if (!match.did().isEmpty()) {
                step.put("did", match.did());
            }
            steps.add(step);
        }
        for (Planned one : planned) {
            steps.add(on(one.target(), step("planned", one.rule())));
        }
        for (Suppressed one : suppressed) {
            Map<String, Object> step = on(one.target(), step("suppressed", one.rule()));
            step.put("why", one.why());
            steps.add(step);
        }
        if (stopped != null) {
            steps.add(step("stopped", stopped));
        }
        return steps;
    }

    private static Map<String, Object> step(String what, @Nullable String rule) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("step", what);
        if (rule != null) {
            step.put("rule", rule);
        }
        return step;
    }

    private static Map<String, Object> on(Target target, Map<String, Object> step) {
        step.put("target", target.channel().toString());
        Address recipient = target.recipient();
        if (recipient != null) {
            step.put("recipient", recipient.uri());
        }
        return step;
    }
}
