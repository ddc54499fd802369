package dev.hubbub.intake;

import dev.hubbub.message.Address;
import dev.hubbub.message.Draft;
import dev.hubbub.message.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides where a message goes. */
@FunctionalInterface
public interface Router {
    /** Applies the rules in force to a parsed draft. */
    Plan plan(Draft draft, Instant now);

    /**
     * What is to be done with a message.
     *
     * @param draft the message, with the tags and priority the rules gave it
     * @param assignees who is to see to it
     * @param actionable whether somebody is to do something about it
     * @param targets where it goes, each once
     * @param replies what the hub answers to where it came from
     * @param steps for the trace: every match and every suppression, explained
     */
    record Plan(
            Draft draft,
            Set<Address> assignees,
            boolean actionable,
            List<Target> targets,
            List<Reply> replies,
            List<Map<String, Object>> steps) {
        public Plan {
            assignees = Set.copyOf(assignees);
            targets = List.copyOf(targets);
            replies = List.copyOf(replies);
            steps = List.copyOf(steps);
        }
    }

    /**
     * An answer a rule gives.
     *
     * @param rule its name
     * @param text what it says
     */
    record Reply(String rule, String text) {}
}
